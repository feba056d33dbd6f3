import type { HolderId, ShopId } from "../domain/ids.ts";
import { gathering } from "./gathering.server.ts";
import type { HoldPosting } from "./hold-posting.server.ts";
import { parametersOf, POST_AT_HEAD } from "./post-hold-statement.server.ts";
import { prepared, type Connection } from "./prepared.server.ts";

/**
 * Writes what was appended to a member's book since it was read, in one
 * statement, which is its own transaction where the connection is in none and is
 * shared with whatever else is posted at the moment. Transfers may only move
 * points between available, held and owed.
 * @returns false, and nothing is written, where the balance is not as it was read,
 *   or is being written to
 */
export const postAtHead = gathering(postAll);

async function postAll(
  connection: Connection,
  shop: ShopId,
  postings: readonly HoldPosting[],
): Promise<boolean[]> {
  // Of two that have read the same head only one can follow it.
  const first = new Map<HolderId, HoldPosting>();
  for (const posting of postings) {
    const { holderId } = posting.book;
    if (!first.has(holderId)) first.set(holderId, posting);
  }
  const rows = await prepared<{ holder_id: HolderId }>(connection, "post_at_head", POST_AT_HEAD, [
    shop,
    ...parametersOf([...first.values()]),
  ]);
  const posted = new Set(rows.map((row) => row.holder_id));
  return postings.map((posting) => {
    const { holderId } = posting.book;
    return first.get(holderId) === posting && posted.has(holderId);
  });
}
