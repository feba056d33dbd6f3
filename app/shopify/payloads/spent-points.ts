import { z } from "zod";

import type { OrderFacts } from "../../domain/order/order.ts";
import {
  automaticDiscountsOf,
  HOLD_ATTRIBUTE,
  HOLD_METAFIELD,
  namedHold,
  type DiscountPart,
} from "../spent-points.ts";
import type { Amounts } from "./amounts.ts";
import { idOf, storable } from "./fields.ts";
import type { OrderPayload } from "./order-schema.ts";

// An order is refused for nothing in here: what cannot be read is left out, and the Admin API
// is asked where that makes a hold unmatched.
const attribute = z.object({ name: z.literal(HOLD_ATTRIBUTE), value: z.string() });
const metafield = z.object({
  // Shopify writes the app's namespace out: app--12345 for $app.
  namespace: z.string().regex(/^(\$app|app--\d+)$/),
  key: z.literal(HOLD_METAFIELD.key),
  value: z.string(),
});
const automatic = z.object({ type: z.literal("automatic"), title: z.string() });

/** The hold that the order names, and its automatic discounts where it names one. */
export function spentPointsIn(
  order: OrderPayload,
  amounts: Amounts,
): Pick<OrderFacts, "hold" | "automaticDiscounts"> {
  const hold = namedHold([
    ...valuesOf(order.metafields, metafield),
    ...valuesOf(order.note_attributes, attribute),
  ]);
  if (hold === null) return { hold, automaticDiscounts: [] };
  const applications = listed(order.discount_applications).map(
    (application) => automatic.safeParse(application).data?.title ?? null,
  );
  const parts = order.line_items.flatMap((line, place) => {
    const field = `line_items[${place}].`;
    return (line.discount_allocations ?? []).flatMap((allocation, index): DiscountPart[] => {
      const application = allocation.discount_application_index;
      const title = typeof application === "number" ? applications[application] : null;
      if (typeof application !== "number" || title == null) return [];
      const at = `${field}discount_allocations[${index}].amount`;
      const taken = amounts.unsigned(allocation.amount_set, allocation.amount, at);
      const part = { index: application, title: storable(title), lineId: idOf(line, field) };
      return [{ ...part, minor: taken }];
    });
  });
  return { hold, automaticDiscounts: automaticDiscountsOf(parts) };
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function valuesOf(list: unknown, schema: z.ZodType<{ readonly value: string }>): string[] {
  return listed(list).flatMap((item) => schema.safeParse(item).data?.value ?? []);
}
