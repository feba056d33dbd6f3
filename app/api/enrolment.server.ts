import { ApiRefusal, notFound, unprocessable } from "./refusal.server.ts";
import type { EnrolmentResult } from "../services/enrolment/enrol.server.ts";

/** @throws ApiRefusal where nothing was decided */
export function requireDecided(result: EnrolmentResult): void {
  switch (result.kind) {
    case "decided":
    case "unchanged":
      return;
    case "unknown_member":
      throw notFound("unknown_member", "No member has this customer id");
    case "member_frozen":
      throw new ApiRefusal(409, "member_frozen", "The member is frozen; only the shop lifts that");
    case "member_erased":
      throw new ApiRefusal(409, "member_erased", "The member's data has been erased");
    case "consent_missing":
      throw unprocessable(
        "consent_missing",
        "consent is missing: members opt in to this program, so say what they agreed to",
        "consent",
      );
  }
}
