import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import type { MemberStanding, OrderContext, ProductFacts } from "../../app/domain/order/context.ts";
import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import type { Program } from "../../app/domain/program.ts";
import { RUB } from "./order-examples.ts";

const base = encodeProgram(defaultProgram(RUB));

/** Sections of a document as a merchant writes them; what is left out is as by default. */
export interface Sections {
  readonly time_zone?: string;
  readonly enrolment?: object;
  readonly earning?: object;
  readonly campaigns?: readonly object[];
  readonly campaigns_combine?: "best" | "sum";
  readonly tiers?: object;
  readonly wholesale?: object;
  readonly redemption?: object;
  readonly stamp_cards?: readonly object[];
}

/** 1 point for 1 RUB, rounded down, with these sections as a merchant writes them. */
export function programWith({ earning = {}, redemption = {}, ...sections }: Sections): Program {
  const rate = { points: 1, per_amount: "1.00" };
  const parsed = parseProgram({
    ...base,
    ...sections,
    earning: { ...base.earning, rate, ...earning },
    redemption: { ...base.redemption, ...redemption },
  });
  if (parsed.kind === "invalid") {
    throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  }
  return parsed.program;
}

/** What is known around an order, as far as it is told. */
export function contextOf({
  customerTags = [],
  products = {},
  ...member
}: {
  readonly customerTags?: readonly string[];
  readonly products?: Readonly<Record<string, Partial<ProductFacts>>>;
} & Partial<MemberStanding>): OrderContext {
  const nothing: ProductFacts = { type: null, vendor: null, tags: [], collections: [] };
  return {
    surroundings: {
      customerTags,
      products: new Map(
        Object.entries(products).map(([id, facts]) => [id, { ...nothing, ...facts }]),
      ),
    },
    member: { ...NO_CONTEXT.member, ...member },
  };
}

/** Silver from 10,000 RUB, gold from 50,000, with these fields of gold. */
export const twoTiers = (gold: object = {}) => ({
  basis: "spend",
  window: "lifetime",
  levels: [
    { id: "silver", name: { en: "Silver", ru: "Серебро" }, threshold: "10000" },
    { id: "gold", name: { en: "Gold", ru: "Золото" }, threshold: "50000", ...gold },
  ],
});
