import { z } from "zod";

import type { ImportRecord } from "../db/import-queries.server.ts";
import type { RefusedRow } from "../db/import-row-queries.server.ts";
import { IMPORT_FORMATS } from "../domain/imports/columns.ts";
import { IMPORT_PROBLEMS, type ImportProblem } from "../domain/imports/problem.ts";

/* What the API says and hears of imports. */

const count = z.int().nonnegative();
const time = z.iso.datetime().meta({ description: "ISO 8601, in UTC." });
/** Sums over a million members may be more than a JSON number holds exactly. */
const sum = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Points, as a string of digits." });

export const importSchema = z.object({
  id: z.uuid(),
  state: z.enum(["reading", "matching", "posting", "done", "undoing", "undone"]).meta({
    description:
      "`reading` until the whole file has arrived, then `matching`, `posting` and `done`; `undoing` and `undone` after DELETE.",
  }),
  preview: z
    .boolean()
    .meta({ description: "A preview posts nothing; its figures are what would be." }),
  format: z.enum(IMPORT_FORMATS).nullable().meta({ description: "Whose file it looks like." }),
  rows: z.object({
    read: count,
    posted: count,
    waiting: count.meta({
      description: "No customer has their address; they are posted when one with it logs in.",
    }),
    repeated: count.meta({ description: "Imported before, by external_id or by their content." }),
    refused: count,
  }),
  points: z.object({
    posted: sum,
    taken_back: sum.meta({ description: "By an undo; what was spent before is not." }),
  }),
  unused_columns: z.array(z.string()),
  problems: z
    .array(
      z.object({
        row: z.int().positive().meta({ description: "As a spreadsheet counts: the header is 1." }),
        column: z.string().nullable(),
        code: z.enum(IMPORT_PROBLEMS),
        message: z.string(),
      }),
    )
    .meta({ description: "The first refused rows; refused.csv has them all." }),
  created_at: time,
  finished_at: time.nullable(),
});

const flag = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((value) => value === "true");

export const importQuerySchema = z.strictObject({
  preview: flag.meta({ description: "Read and match the file, and post nothing." }),
  format: z
    .enum(IMPORT_FORMATS, `must be one of ${IMPORT_FORMATS.join(", ")}`)
    .optional()
    .meta({ description: "Told by the first row where it is left out." }),
  thousands: z
    .enum([",", "."], "must be , or .")
    .optional()
    .meta({ description: "What separates thousands, where that is a comma or a point." }),
  encoding: z
    .string()
    .max(40)
    .optional()
    .meta({ description: "Such as windows-1251; told by the bytes where it is left out." }),
  delimiter: z.string().length(1, "must be one character").optional().meta({
    description: "What stands between cells; told by the first row where it is left out.",
  }),
});

/** Rows that are told with the import itself. */
export const PROBLEMS_SHOWN = 20;

export const encodeImport = (
  one: ImportRecord,
  refused: readonly RefusedRow[],
  say: (problem: ImportProblem) => string,
): z.input<typeof importSchema> => ({
  id: one.importId,
  state: one.state,
  preview: one.preview,
  format: one.format,
  rows: {
    read: one.rowsRead,
    posted: one.posted,
    waiting: one.waiting,
    repeated: one.repeated,
    refused: one.refused,
  },
  points: { posted: String(one.pointsPosted), taken_back: String(one.pointsTaken) },
  unused_columns: [...one.unused],
  problems: refused.map(({ row, problem }) => ({
    row,
    column: problem.field ?? null,
    code: problem.code,
    message: say(problem),
  })),
  created_at: one.createdAt.toISOString(),
  finished_at: one.finishedAt?.toISOString() ?? null,
});
