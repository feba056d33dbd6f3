import { z } from "zod";

/** A Decimal, which a Function may write as a text or a number. */
export const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,18}(\.\d{1,18})?$/.test(text), "must be a Decimal of 0 or more");

export const value = z.object({
  fixedAmount: z.object({ amount: decimal, appliesToEachItem: z.boolean().nullish() }).nullish(),
  percentage: z
    .object({ value: decimal.refine((text) => Number(text) <= 100, "must be at most 100") })
    .nullish(),
});

export const candidate = z.object({
  targets: z.array(z.looseObject({})).min(1, "must not be empty"),
  value,
  message: z.string().nullish(),
  conditions: z.array(z.looseObject({})).nullish(),
});

export const addition = z.object({ selectionStrategy: z.string(), candidates: z.array(candidate) });
const codes = z.object({
  codes: z.array(z.object({ code: z.string() })),
  message: z.string().default(""),
});

/** One operation; the schema has seen to names and types before. */
export const operation = z.object({
  orderDiscountsAdd: addition.nullish(),
  productDiscountsAdd: addition.nullish(),
  deliveryDiscountsAdd: addition.nullish(),
  enteredDiscountCodesAccept: codes.nullish(),
  enteredDiscountCodesReject: codes.nullish(),
});

export const output = z.object({ operations: z.array(operation) });
export type Candidate = z.output<typeof candidate>;
