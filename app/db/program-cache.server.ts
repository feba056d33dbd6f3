import type { ShopId } from "../domain/ids.ts";
import type { Program } from "../domain/program.ts";
import type { Connection } from "./prepared.server.ts";
import { latestProgram } from "./program-queries.server.ts";
import { queryable } from "./transaction.server.ts";

/** A version's number and its publication, which tells it from one of a shop that was erased. */
export type ProgramName = readonly [version: number, publishedAt: string];

const MOST_KEPT = 1_000;
/** Versions never change. */
const kept = new Map<string, Program>();

/**
 * The program that was the shop's newest when it was named, read and checked once
 * per process; a newer one where another has been published meanwhile.
 */
export async function programNamed(
  connection: Connection,
  shop: ShopId,
  [version, publishedAt]: ProgramName,
): Promise<Program | null> {
  const key = `${shop}/${String(version)}/${publishedAt}`;
  const known = kept.get(key);
  if (known) return known;
  const read = await latestProgram(queryable(connection), shop);
  if (kept.size >= MOST_KEPT) kept.clear();
  if (read?.version === version) kept.set(key, read.program);
  return read?.program ?? null;
}
