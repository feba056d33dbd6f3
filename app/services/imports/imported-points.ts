import { randomBytes } from "node:crypto";
import type { RowToPost } from "../../db/import-row-queries.server.ts";
import type { NewNote } from "../../db/note-queries.server.ts";
import { lotTerms } from "../../domain/expiry.ts";
import type { ImportedPoints } from "../../domain/ledger/import.ts";
import { hashNote } from "../../domain/ledger/note.ts";
import { lotId, type HolderId } from "../../domain/ids.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { newId } from "../new-id.server.ts";

/** What rows of an import are posted under. */
export interface ImportTerms {
  /** All of the shop's, the oldest first. */
  readonly versions: readonly ProgramVersion[];
  readonly now: Date;
}

/** A row's posting, and the note that it bears. */
export interface RowPosting {
  readonly row: RowToPost;
  readonly points: ImportedPoints;
  readonly note: Omit<NewNote, "holderId"> | null;
}

export const importKey = ({ importId, row }: Pick<RowToPost, "importId" | "row">): string =>
  `import/${importId}/${String(row)}`;

/** The row's own lot. A date that the file gives is kept whatever is published later. */
export const lotOfRow = (row: Pick<RowToPost, "importId" | "row" | "facts">) =>
  lotId(row.facts.expiresAt === null ? importKey(row) : `dated/${importKey(row)}`);

/** Either name that the lot of a row may have. */
export const lotsOfRow = (row: Pick<RowToPost, "importId" | "row">) =>
  [lotId(importKey(row)), lotId(`dated/${importKey(row)}`)] as const;

/** What a member's rows post, in order of their dates; rows without points post nothing. */
export function postingsOf(rows: readonly RowToPost[], terms: ImportTerms): RowPosting[] {
  return rows
    .flatMap((row) => (row.points === null || row.points === 0n ? [] : [postingOf(row, terms)]))
    .sort((a, b) => a.points.at.getTime() - b.points.at.getTime() || a.row.row - b.row.row);
}

function postingOf(row: RowToPost, { versions, now }: ImportTerms): RowPosting {
  const { facts, orderId } = row;
  const at = facts.appliedAt ?? now;
  const maturesAt = facts.approvedAt && facts.approvedAt > at ? facts.approvedAt : at;
  const terms =
    facts.expiresAt === null
      ? lotTerms(versions, maturesAt)
      : { maturesAt, expiresAt: facts.expiresAt };
  const explanation = {
    kind: "import",
    import: row.importId,
    row: row.row,
    ...(orderId === null ? {} : { order_id: orderId }),
  };
  const salt = randomBytes(16);
  const noteHash = facts.note === null ? null : hashNote(salt, facts.note);
  const note =
    facts.note === null || noteHash === null
      ? null
      : { noteId: newId(), noteHash, salt, text: facts.note };
  const points = {
    key: importKey(row),
    lotId: lotOfRow(row),
    points: row.points ?? 0n,
    at,
    terms,
    revokedAt: facts.revokedAt,
    programVersion: versions.at(-1)?.version ?? null,
    explanation,
    noteHash,
  };
  return { row, points, note };
}

/** A note of a holder's. */
export const noteOf = (posting: RowPosting, holderId: HolderId): NewNote[] =>
  posting.note ? [{ ...posting.note, holderId }] : [];
