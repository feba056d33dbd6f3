import { z } from "zod";
import { id, money, text, time } from "../control/fields.ts";

/** Bodies of the short actions on an order. */
export const payInput = z.strictObject({
  amount: money.optional(),
  at: time.optional(),
});

export const fulfilInput = z.strictObject({
  line_items: z
    .array(z.strictObject({ id, quantity: z.int().min(1).optional() }))
    .min(1)
    .optional(),
  at: time.optional(),
});

export const cancelInput = z.strictObject({
  reason: z
    .enum(["customer", "declined", "fraud", "inventory", "staff", "other"])
    .default("customer"),
  /** Pay back everything that is left. */
  refund: z.boolean().default(false),
  note: text,
  at: time.optional(),
});

export const momentInput = z.strictObject({ at: time.optional() });

export const orderCustomerInput = z.strictObject({
  customer_id: id.nullable(),
  at: time.optional(),
});
