import type { SampleOrderInput } from "../../domain/sample-order.ts";
import { plainAmount } from "../program/fields.ts";

/** An item of the sample order, as it was typed. */
export interface SampleLine {
  readonly key: number;
  readonly title: string;
  readonly price: string;
  readonly quantity: string;
  readonly type: string;
  readonly vendor: string;
  readonly tags: string;
  readonly collections: string;
  readonly isGiftCard: boolean;
}

/** The sample order, as it was typed. */
export interface SampleFields {
  readonly lines: readonly SampleLine[];
  readonly shipping: string;
  readonly customerTags: string;
  /** Its id; empty for none. */
  readonly tier: string;
  readonly placedAt: string;
  readonly channel: NonNullable<SampleOrderInput["channel"]>;
  readonly orderNumber: string;
  readonly isCompany: boolean;
  readonly boughtBefore: string;
}

export const newLine = (key: number, price: string): SampleLine => ({
  key,
  title: "",
  price,
  quantity: "1",
  type: "",
  vendor: "",
  tags: "",
  collections: "",
  isGiftCard: false,
});

/**
 * An order of one item to begin with.
 * @param placedAt by the shop's clock
 */
export const firstSample = (price: string, placedAt: string): SampleFields => ({
  lines: [newLine(1, price)],
  shipping: "0",
  customerTags: "",
  tier: "",
  placedAt,
  channel: "online",
  orderNumber: "1",
  isCompany: false,
  boughtBefore: "0",
});

/** The order that the fields stand for, unchecked: what is no figure stays text. */
export function sampleOf(fields: SampleFields, tiers: readonly string[]): unknown {
  const input = {
    lines: fields.lines.map((line) => ({
      ...(line.title.trim() === "" ? {} : { title: line.title.trim() }),
      price: plainAmount(line.price),
      quantity: wholeNumber(line.quantity),
      type: textOrNull(line.type),
      vendor: textOrNull(line.vendor),
      tags: listOf(line.tags),
      collections: listOf(line.collections),
      gift_card: line.isGiftCard,
    })),
    shipping: plainAmount(fields.shipping),
    channel: fields.channel,
    placed_at: fields.placedAt,
    customer_tags: listOf(fields.customerTags),
    // A tier that the document no longer has is none.
    tier: tiers.includes(fields.tier) ? fields.tier : null,
    order_number: wholeNumber(fields.orderNumber),
    company: fields.isCompany,
    bought_before: plainAmount(fields.boughtBefore),
  };
  return input;
}

const textOrNull = (text: string) => (text.trim() === "" ? null : text.trim());

const listOf = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function wholeNumber(text: string): number | string {
  const close = text.replaceAll(/\s/g, "");
  return /^\d{1,9}$/.test(close) ? Number(close) : close;
}
