import { useState } from "preact/hooks";
import type { Account, Hold, Member } from "./answers.ts";
import type { PointsApi } from "./points-api.ts";

/** What is known of the buyer's points. */
export type Known =
  | { readonly kind: "loading" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "logged_out" }
  | { readonly kind: "account"; readonly account: Account };

/** The buyer's points, as the app told them last and as they changed since. */
export function useAccount(api: PointsApi) {
  const [known, setKnown] = useState<Known>({ kind: "loading" });

  async function load(): Promise<void> {
    const answer = await api.account();
    if (answer.kind === "answered") setKnown({ kind: "account", account: answer.value });
    else if (answer.kind === "unreachable") setKnown(answer);
    else setKnown({ kind: answer.code === "login_required" ? "logged_out" : "unreachable" });
  }

  /** Takes over what an answer just told: this is held now, and nothing else. */
  function holds(hold: Hold | null): void {
    setKnown((before) =>
      before.kind === "account" ? { ...before, account: holding(before.account, hold) } : before,
    );
  }

  return { known, load, holds };
}

function holding({ member, terms }: Account, hold: Hold | null): Account {
  if (member === null) return { member, terms };
  // Without a new hold the old one's points are still on their way back.
  const back = hold === null ? 0 : activePoints(member) - hold.points;
  return { terms, member: { ...member, balance: member.balance + back, hold } };
}

function activePoints({ hold }: Member): number {
  return hold?.state === "active" ? hold.points : 0;
}
