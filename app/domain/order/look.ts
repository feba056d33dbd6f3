import type Fraction from "fraction.js";

import { folded } from "../program/compile-filters.ts";
import type { LineLook, OrderLook } from "../program/compile-filters.ts";
import type { ReadyProgram } from "../program/compile.ts";
import type { Program } from "../program/program.ts";
import { channelOf } from "./channel.ts";
import type { OrderContext } from "./context.ts";
import type { OrderFacts, OrderLine } from "./order.ts";

/** What filters see of an order. */
export function orderLook(
  facts: OrderFacts,
  { surroundings, member }: OrderContext,
  goodsMinor: Fraction,
  program: Program,
  ready: ReadyProgram,
): OrderLook {
  const customerTags = surroundings.customerTags.map(folded);
  const isTagged = customerTags.some((tag) => ready.wholesaleTags.has(tag));
  const isCompany = program.wholesale?.companies === true && facts.companyId !== null;
  return {
    channel: channelOf(facts.channel),
    customerTags,
    goodsMinor: facts.currency === program.currency ? goodsMinor : null,
    orderNumber: member.orderNumber,
    tier: member.tier,
    isWholesale: isTagged || isCompany,
  };
}

const NO_TAGS: readonly string[] = [];

/** What filters see of a line of goods: what the line says itself, and what its product is. */
export function lineLook(
  line: OrderLine,
  { surroundings }: OrderContext,
  { asksTags }: ReadyProgram,
): LineLook {
  const { productId } = line;
  const product = productId === null ? undefined : surroundings.products.get(productId);
  const vendor = line.vendor ?? product?.vendor ?? null;
  const type = product?.type ?? null;
  return {
    productId,
    type: type && folded(type),
    vendor: vendor && folded(vendor),
    tags: asksTags && product ? product.tags.map(folded) : NO_TAGS,
    collections: product?.collections ?? NO_TAGS,
  };
}
