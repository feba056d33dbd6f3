import { latestProgram } from "../../db/program-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { Program } from "../../domain/program.ts";
import { countTierMoves } from "../../services/count-tier-moves.server.ts";

/** How many members would move between tiers, were a draft published now: a line for each way. */
export async function tellTierMoves(db: Database, shop: ShopId, draft: Program): Promise<string[]> {
  const current = await latestProgram(queryable(db.pool), shop);
  const { members, shifts } = await countTierMoves(db, shop, draft, new Date());
  const moving = shifts.filter(({ from, to }) => from !== to);
  const count = moving.reduce((sum, shift) => sum + shift.members, 0);
  const nameIn = (program: Program | undefined, tier: string | null) =>
    program?.tiers?.levels.find(({ id }) => id === tier)?.name.en ?? tier ?? "no tier";
  return [
    `${count} of ${members} members would move.`,
    ...moving.map(({ from, to, afterGrace, members: some }) => {
      const when = afterGrace ? ", when the days of grace are over" : "";
      return `  ${nameIn(current?.program, from)} → ${nameIn(draft, to)}: ${some}${when}`;
    }),
  ];
}
