import type { HolderId, ShopId } from "../domain/ids.ts";
import type { StoredNote } from "../domain/ledger/compare-notes.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A free text that belongs to a transfer, which bears only its salted hash. */
export interface NewNote {
  readonly noteId: string;
  readonly holderId: HolderId;
  readonly noteHash: Uint8Array;
  readonly salt: Uint8Array;
  readonly text: string;
}

/** Stores a note. */
export async function insertNote(tx: Tx, shop: ShopId, note: NewNote, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO notes (shop, note_id, holder_id, note_hash, salt, text, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      shop,
      note.noteId,
      note.holderId,
      Buffer.from(note.noteHash),
      Buffer.from(note.salt),
      note.text,
      now,
    ],
  );
}

/** Stores many notes. */
export async function insertNotes(
  tx: Tx,
  shop: ShopId,
  notes: readonly NewNote[],
  now: Date,
): Promise<void> {
  if (notes.length === 0) return;
  await tx.query(
    `INSERT INTO notes (shop, note_id, holder_id, note_hash, salt, text, created_at)
     SELECT $1, *, $7 FROM unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[], $6::text[])`,
    [
      shop,
      notes.map(({ noteId }) => noteId),
      notes.map(({ holderId }) => holderId),
      notes.map(({ noteHash }) => Buffer.from(noteHash)),
      notes.map(({ salt }) => Buffer.from(salt)),
      notes.map(({ text }) => text),
      now,
    ],
  );
}

/** The notes of the given holders, by holder. */
export async function notesOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, StoredNote[]>> {
  const rows = await db.query<StoredNote & { holderId: HolderId }>(
    `SELECT holder_id AS "holderId", note_hash AS "noteHash", salt, text
       FROM notes WHERE shop = $1 AND holder_id = ANY($2::uuid[])`,
    [shop, holders],
  );
  return Map.groupBy(rows, (row) => row.holderId);
}

/** The text and salt behind a transfer's note hash; the text is null once erased. */
export async function noteByHash(
  tx: Tx,
  shop: ShopId,
  noteHash: Uint8Array,
): Promise<{ salt: Buffer; text: string | null } | null> {
  const rows = await tx.query<{ salt: Buffer; text: string | null }>(
    `SELECT salt, text FROM notes WHERE shop = $1 AND note_hash = $2`,
    [shop, Buffer.from(noteHash)],
  );
  return rows[0] ?? null;
}
