import { z } from "zod";
import { customerId, type CustomerId } from "../../domain/ids.ts";
import type { ReviewSource } from "../../domain/review-sources.ts";

/** What is taken of a review: neither its text nor its stars nor the name under it. */
export interface ToldReview {
  readonly reviewId: string;
  readonly customerId: CustomerId | null;
  /** Lower case. */
  readonly email: string | null;
  readonly productId: string | null;
  readonly hasPhoto: boolean;
  /** False for one that is hidden, is spam or was deleted. */
  readonly isPublished: boolean;
  /** When it was written; null where nobody says. */
  readonly at: Date | null;
}

export type ReviewReading =
  | {
      readonly kind: "ok";
      readonly review: ToldReview;
      /** The shop that the body itself names. */
      readonly shop: string | null;
    }
  | { readonly kind: "invalid"; readonly message: string };

const id = z.union([z.int().nonnegative(), z.string().regex(/^[\w:.-]{1,100}$/)], {
  error: "must be an id",
});
const email = z.string().trim().toLowerCase().max(320).nullish();
const time = z.string().max(40).nullish();

// https://judge.me/api/docs, "Webhooks": review/created and review/updated.
const judgeme = z.object({
  shop_domain: z.string().nullish(),
  review: z.object({
    id,
    product_external_id: id.nullish(),
    hidden: z.boolean().nullish(),
    curated: z.string().nullish(),
    created_at: time,
    pictures: z.array(z.object({ hidden: z.boolean().nullish() })).nullish(),
    reviewer: z.object({ external_id: id.nullish(), email }).nullish(),
  }),
});

const signed = z.object({
  shop: z.string().nullish(),
  review_id: id,
  status: z.enum(["published", "withdrawn"]).default("published"),
  customer_id: id.nullish(),
  email,
  product_id: id.nullish(),
  has_photo: z.boolean().default(false),
  written_at: time,
});

/** Reads a review as the source tells of it; fields that are not named here are ignored. */
export function readReview(source: ReviewSource, body: unknown): ReviewReading {
  const reading = source === "judgeme" ? readJudgeme(body) : readSigned(body);
  if (reading.kind === "invalid") return reading;
  const { review } = reading;
  if (review.customerId !== null || review.email !== null) return reading;
  return { kind: "invalid", message: "tells neither the customer's id nor an address" };
}

function readJudgeme(body: unknown): ReviewReading {
  const read = judgeme.safeParse(body);
  if (!read.success) return invalid(read.error);
  const { review, shop_domain: shop = null } = read.data;
  const { reviewer, pictures } = review;
  return {
    kind: "ok",
    shop,
    review: {
      reviewId: String(review.id),
      customerId: customerIn(reviewer?.external_id),
      email: addressIn(reviewer?.email),
      productId: numberIn(review.product_external_id),
      hasPhoto: pictures?.some(({ hidden }) => hidden !== true) ?? false,
      isPublished: review.hidden !== true && review.curated !== "spam",
      at: timeIn(review.created_at),
    },
  };
}

function readSigned(body: unknown): ReviewReading {
  const read = signed.safeParse(body);
  if (!read.success) return invalid(read.error);
  const { data } = read;
  return {
    kind: "ok",
    shop: data.shop ?? null,
    review: {
      reviewId: String(data.review_id),
      customerId: customerIn(data.customer_id),
      email: addressIn(data.email),
      productId: numberIn(data.product_id),
      hasPhoto: data.has_photo,
      isPublished: data.status === "published",
      at: timeIn(data.written_at),
    },
  };
}

function invalid(error: z.ZodError): ReviewReading {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  return { kind: "invalid", message: `${field} ${issue?.message ?? "is wrong"}`.trim() };
}

/** Shopify's ids are digits and never 0, which is Judge.me's for none. */
const numberIn = (value: string | number | null | undefined): string | null =>
  /^[1-9]\d{0,19}$/.test(String(value ?? "")) ? String(value) : null;

function customerIn(value: string | number | null | undefined): CustomerId | null {
  const number = numberIn(value);
  return number === null ? null : customerId(number);
}

const addressIn = (value: string | null | undefined): string | null =>
  value && /^\S+@\S+$/.test(value) ? value : null;

function timeIn(value: string | null | undefined): Date | null {
  const time = new Date(value ?? "");
  return Number.isNaN(time.getTime()) ? null : time;
}
