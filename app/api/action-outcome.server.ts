import type { z } from "zod";

import { pointsToJson } from "../domain/points.ts";
import type { FactOutcome } from "../services/awards/award-facts.server.ts";
import type { actionOutcomeSchema } from "./action-schemas.server.ts";

/** What came of a reported action, as the API and the storefront are told. */
export function encodeOutcome(outcome: FactOutcome): z.input<typeof actionOutcomeSchema> {
  switch (outcome.kind) {
    case "awarded":
    case "awarded_before":
      return {
        outcome: outcome.kind,
        points: pointsToJson(outcome.points),
        award_key: outcome.key,
      };
    case "not_due":
    case "not_enrolled":
    case "no_rule":
      return { outcome: outcome.kind, points: 0, award_key: null };
  }
}
