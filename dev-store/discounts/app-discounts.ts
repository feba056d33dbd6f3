import type { Id } from "../model.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import {
  handleOf,
  missing,
  tooMany,
  wrong,
  type AppDiscountInput,
  type DiscountProblem,
} from "./app-discount-input.ts";
import { discountGid, statusOf, type AppDiscount } from "./model.ts";

export type { AppDiscountInput } from "./app-discount-input.ts";

export type DiscountOutcome =
  | { readonly kind: "done"; readonly discount: AppDiscount }
  | { readonly kind: "refused"; readonly problems: readonly DiscountProblem[] };

const refused = (...problems: readonly DiscountProblem[]): DiscountOutcome => ({
  kind: "refused",
  problems,
});

export function createAppDiscount(store: Store, input: AppDiscountInput): DiscountOutcome {
  const problems = [...missing(input), ...wrong(store, input, null)];
  if (problems.length > 0) return refused(...problems);
  const now = store.now();
  const discount: AppDiscount = {
    id: store.facts.nextId("discount"),
    title: "",
    functionHandle: "",
    discountClasses: [],
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    startsAt: now,
    endsAt: null,
    tags: [],
    createdAt: now,
    updatedAt: now,
  };
  take(store, discount, input);
  return keep(store, discount, input);
}

export function updateAppDiscount(store: Store, id: Id, input: AppDiscountInput): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  const problems = wrong(store, input, discount);
  if (problems.length > 0) return refused(...problems);
  take(store, discount, input);
  return keep(store, discount, input);
}

/** From now on, whatever its dates said. */
export function activateAppDiscount(store: Store, id: Id): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  const now = store.now();
  if (discount.startsAt > now) discount.startsAt = now;
  if (discount.endsAt !== null && discount.endsAt <= now) discount.endsAt = null;
  return keep(store, discount, {});
}

export function deactivateAppDiscount(store: Store, id: Id): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  const now = store.now();
  if (statusOf(discount, now) !== "EXPIRED") discount.endsAt = now;
  if (discount.startsAt > now) discount.startsAt = now;
  return keep(store, discount, {});
}

export function deleteAppDiscount(store: Store, id: Id): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  store.discounts.delete(id);
  store.metafields.deleteOwned(discountGid(id));
  return { kind: "done", discount };
}

const notThere = () =>
  refused({ code: "INVALID", field: ["id"], message: "Automatic discount does not exist." });

/** Takes over what the input names; a null end is no end. */
function take(store: Store, discount: AppDiscount, input: AppDiscountInput): void {
  discount.title = input.title?.trim() ?? discount.title;
  discount.functionHandle = handleOf(store, input) ?? discount.functionHandle;
  if (input.discountClasses != null) discount.discountClasses = [...input.discountClasses];
  if (input.combinesWith != null)
    discount.combinesWith = {
      orderDiscounts: input.combinesWith.orderDiscounts ?? false,
      productDiscounts: input.combinesWith.productDiscounts ?? false,
      shippingDiscounts: input.combinesWith.shippingDiscounts ?? false,
    };
  if (input.startsAt != null) discount.startsAt = new Date(input.startsAt);
  if (input.endsAt !== undefined)
    discount.endsAt = input.endsAt === null ? null : new Date(input.endsAt);
  if (input.tags != null) discount.tags = [...input.tags];
}

function keep(store: Store, discount: AppDiscount, input: AppDiscountInput): DiscountOutcome {
  const problem = tooMany(store, discount);
  if (problem !== null) return refused(problem);
  const now = store.now();
  discount.updatedAt = now;
  store.discounts.put(discount);
  for (const part of input.metafields ?? []) {
    store.metafields.put(
      {
        owner: discountGid(discount.id),
        namespace: fullNamespace(part.namespace),
        key: part.key ?? "",
        type: part.type ?? "json",
        value: part.value ?? "",
      },
      now,
    );
  }
  return { kind: "done", discount };
}
