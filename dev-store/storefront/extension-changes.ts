import { z } from "zod";
import { cartOf, changeCart, removeCartMetafield, setCartMetafield } from "../checkout/cart.ts";
import { Refusal } from "../refusal.ts";
import type { ChangeResult } from "../sandbox/contract.ts";
import type { Store } from "../store.ts";

const metafield = z.object({
  namespace: z.string().default("$app"),
  key: z.string().min(2).max(64),
  type: z.string(),
  value: z.string(),
});

/** What `shopify.apply…Change` of an extension asks for, as 2026-07 names it. */
const changeSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("updateCartMetafield"), metafield }),
  z.object({
    type: z.literal("removeCartMetafield"),
    namespace: z.string().default("$app"),
    key: z.string(),
  }),
  z.object({ type: z.literal("addDiscountCode"), code: z.string().min(1) }),
  z.object({ type: z.literal("removeDiscountCode"), code: z.string() }),
  z.object({ type: z.literal("updateAttribute"), key: z.string().min(1), value: z.string() }),
  z.object({ type: z.literal("removeAttribute"), key: z.string() }),
]);

type Change = z.output<typeof changeSchema>;

/** Does it; what is refused is a result, as at Shopify, and no exception. */
export function applyChange(store: Store, token: string, asked: unknown): ChangeResult {
  const read = changeSchema.safeParse(asked);
  if (!read.success) return { type: "error", message: z.prettifyError(read.error) };
  try {
    apply(store, token, read.data);
    return { type: "success" };
  } catch (error) {
    if (error instanceof Refusal) return { type: "error", message: error.message };
    throw error;
  }
}

function apply(store: Store, token: string, change: Change): void {
  const { discountCodes, attributes } = cartOf(store, token);
  switch (change.type) {
    case "updateCartMetafield":
      setCartMetafield(store, token, change.metafield);
      return;
    case "removeCartMetafield":
      removeCartMetafield(store, token, change);
      return;
    case "addDiscountCode":
      changeCart(store, token, { discountCodes: [...discountCodes, change.code] });
      return;
    case "removeDiscountCode":
      changeCart(store, token, {
        discountCodes: discountCodes.filter((code) => code !== change.code),
      });
      return;
    case "updateAttribute":
    case "removeAttribute": {
      const kept = attributes.filter(({ name }) => name !== change.key);
      const added =
        change.type === "removeAttribute" ? [] : [{ name: change.key, value: change.value }];
      changeCart(store, token, { attributes: [...kept, ...added] });
    }
  }
}
