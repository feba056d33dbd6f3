import { holderId } from "../domain/ids.ts";
import type { TransactionCursor } from "../services/list-points-transactions.server.ts";
import { badRequest } from "./refusal.server.ts";

const CURSOR = /^([0-9a-f-]{36})\.(\d{1,18})$/;

/** A cursor as clients hand it back: opaque to them, so that it may change. */
export const encodeCursor = ({ holder, seq }: TransactionCursor): string =>
  Buffer.from(`${holder}.${seq}`).toString("base64url");

/** @throws ApiRefusal for what no page has given out */
export function decodeCursor(after: string): TransactionCursor {
  const [, holder, seq] = CURSOR.exec(Buffer.from(after, "base64url").toString("latin1")) ?? [];
  if (holder === undefined || seq === undefined) {
    throw badRequest("after", "must be the next_cursor of an earlier page");
  }
  return { holder: holderId(holder), seq: BigInt(seq) };
}
