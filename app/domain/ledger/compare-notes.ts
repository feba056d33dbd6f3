import type { HolderId } from "../ids.ts";
import { hashNote } from "./note.ts";
import type { Transfer } from "./transfer.ts";

/** A note as it is stored, beside the chain that its transfer stands in. */
export interface StoredNote {
  readonly noteHash: Uint8Array;
  readonly salt: Uint8Array;
  /** Null once erased: nothing can be said of it any more. */
  readonly text: string | null;
}

/**
 * The first difference between the notes that a holder's transfers bear hashes
 * of and those that are stored, in a sentence; null where there is none.
 */
export function noteDifference(
  holder: HolderId,
  chain: readonly Transfer[],
  stored: readonly StoredNote[],
): string | null {
  const notes = new Map(stored.map((note) => [hex(note.noteHash), note]));
  const borne = chain.flatMap(({ seq, noteHash }) => (noteHash ? [{ seq, noteHash }] : []));
  for (const { seq, noteHash } of borne) {
    const note = notes.get(hex(noteHash));
    const place = `the note on transfer ${String(seq)} of holder ${holder}`;
    if (!note) return `${place} is gone`;
    if (note.text !== null && hex(hashNote(note.salt, note.text)) !== hex(noteHash))
      return `${place} is not what its hash was taken of`;
  }
  if (notes.size > borne.length) return `holder ${holder} has a note that is on no transfer`;
  return null;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
