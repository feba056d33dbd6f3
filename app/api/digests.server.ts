import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";

import type { StoredDigest } from "../db/digest-queries.server.ts";
import { checkText } from "./read-request.server.ts";

/* Digests of the ledger as the API tells them; docs/ledger-proof.md says what they are for. */

const hash = z.string().meta({ description: "SHA-256, in hexadecimal." });

const digestSchema = z.object({
  number: z.int().positive(),
  taken_at: z.iso.datetime().meta({ description: "ISO 8601, in UTC." }),
  chains: z.int().nonnegative().meta({ description: "How many members had a history." }),
  transfers: z.int().nonnegative(),
  root: hash,
  previous: hash.meta({ description: "Hash of the digest before; 64 zeros in the first." }),
  hash: hash.meta({ description: "To be kept outside: it stands for all of the ledger then." }),
});

export const digestPageSchema = z.object({
  data: z.array(digestSchema).meta({ description: "Newest first." }),
  next_cursor: z.string().nullable().meta({
    description: "Given back as `after`, leads to the next page; null on the last one.",
  }),
});

export const digestCheckSchema = z.object({
  number: z.int().positive(),
  holds: z.boolean().meta({ description: "Whether every chain goes on from where it stood then." }),
  difference: z
    .string()
    .nullable()
    .meta({ description: "The first that does not, in a sentence." }),
});

const numberText = z.string().regex(/^[1-9]\d{0,8}$/, "must be the number of a digest, such as 12");
const number = numberText.transform(Number);

export const digestsQuerySchema = z.strictObject({ after: number.optional() });
export const digestFileQuerySchema = z.strictObject({
  heads: z
    .enum(["true", "false"], "must be true or false")
    .optional()
    .meta({ description: "With a line for each chain, by which a check can name one." }),
});
export const proofQuerySchema = z.strictObject({ digest: number.optional() });

/** The number in a path; null for `latest`. @throws ApiRefusal 400 */
export const digestNumberParam = (params: LoaderFunctionArgs["params"]): number | null =>
  params["number"] === "latest" ? null : Number(checkText(numberText, params["number"], "number"));

export const encodeDigest = (digest: StoredDigest): z.input<typeof digestSchema> => ({
  number: digest.number,
  taken_at: digest.takenAt.toISOString(),
  chains: Number(digest.chains),
  transfers: Number(digest.transfers),
  root: digest.root,
  previous: digest.previous,
  hash: digest.hash,
});
