import { useState } from "preact/hooks";
import type { Account, Hold, Member } from "./answers.ts";
import type { Answer, PointsApi } from "./points-api.ts";

/** What is known of the buyer's points. */
export type Known =
  | { readonly kind: "loading" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "logged_out" }
  | { readonly kind: "account"; readonly account: Account };

/** The buyer's points, as the app told them last and as they changed since. */
export function useAccount(api: PointsApi) {
  const [known, setKnown] = useState<Known>({ kind: "loading" });

  async function load(): Promise<Known> {
    const loaded = knownBy(await api.account());
    setKnown(loaded);
    return loaded;
  }

  /** Takes over what an answer just told: this is held now, and nothing else. */
  function holds(hold: Hold | null): void {
    setKnown((before) =>
      before.kind === "account" ? { ...before, account: holding(before.account, hold) } : before,
    );
  }

  return { known, load, holds };
}

function knownBy(answer: Answer<Account>): Known {
  if (answer.kind === "answered") return { kind: "account", account: answer.value };
  if (answer.kind === "unreachable") return answer;
  return { kind: answer.code === "login_required" ? "logged_out" : "unreachable" };
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
