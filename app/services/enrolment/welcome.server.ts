import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { awardFacts } from "../awards/award-facts.server.ts";

/** Tells the earn rules that the members have come into the programme. */
export async function welcome(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
  now: Date,
  versions?: readonly ProgramVersion[],
): Promise<void> {
  const facts = holders.map((holderId) => ({
    holderId,
    fact: { on: "enrolled", at: now } as const,
  }));
  await awardFacts(tx, shop, facts, now, versions);
}
