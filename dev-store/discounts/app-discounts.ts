import { functionExtensions } from "../functions/extensions.ts";
import type { Id } from "../model.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import {
  discountGid,
  statusOf,
  type AppDiscount,
  type CombinesWith,
  type DiscountClass,
} from "./model.ts";

/** As many active app discounts as Shopify lets a shop have. */
const MOST_ACTIVE = 25;

/** `DiscountAutomaticAppInput`, as far as the dev store understands it. */
export interface AppDiscountInput {
  readonly title?: string | null;
  readonly functionHandle?: string | null;
  readonly functionId?: string | null;
  readonly discountClasses?: readonly DiscountClass[] | null;
  readonly combinesWith?: Partial<CombinesWith> | null;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly tags?: readonly string[] | null;
  readonly metafields?:
    | readonly { namespace?: string | null; key?: string; type?: string | null; value?: string }[]
    | null;
}

/** Why Shopify would refuse: `userErrors` of a discount mutation. */
export interface DiscountProblem {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}

export type DiscountOutcome =
  | { readonly kind: "done"; readonly discount: AppDiscount }
  | { readonly kind: "refused"; readonly problems: readonly DiscountProblem[] };

const refused = (code: string, field: readonly string[], message: string): DiscountOutcome => ({
  kind: "refused",
  problems: [{ code, field, message }],
});

const on = (field: string) => ["automaticAppDiscount", field];

export function createAppDiscount(store: Store, input: AppDiscountInput): DiscountOutcome {
  const problems = [...missing(input), ...wrong(store, input, null)];
  if (problems.length > 0) return { kind: "refused", problems };
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
  return tooMany(store, discount) ?? keep(store, discount, input);
}

export function updateAppDiscount(store: Store, id: Id, input: AppDiscountInput): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  const problems = wrong(store, input, discount);
  if (problems.length > 0) return { kind: "refused", problems };
  take(store, discount, input);
  return tooMany(store, discount) ?? keep(store, discount, input);
}

/** From now on, whatever its dates said. */
export function activateAppDiscount(store: Store, id: Id): DiscountOutcome {
  const discount = store.discounts.get(id);
  if (discount === null) return notThere();
  const now = store.now();
  if (discount.startsAt > now) discount.startsAt = now;
  if (discount.endsAt !== null && discount.endsAt <= now) discount.endsAt = null;
  return tooMany(store, discount) ?? keep(store, discount, {});
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

const notThere = () => refused("INVALID", ["id"], "Automatic discount does not exist.");

function missing(input: AppDiscountInput): DiscountProblem[] {
  const blank = (field: string, message: string) => ({ code: "BLANK", field: on(field), message });
  const problems: DiscountProblem[] = [];
  if ((input.title ?? "").trim() === "") problems.push(blank("title", "Title can't be blank"));
  if (input.startsAt == null) problems.push(blank("startsAt", "Starts at can't be blank"));
  if ((input.discountClasses ?? []).length === 0)
    problems.push(blank("discountClasses", "Discount classes can't be blank"));
  if (input.functionHandle == null && input.functionId == null)
    problems.push({
      code: "MISSING_FUNCTION_IDENTIFIER",
      field: on("functionHandle"),
      message: "Either function_id or function_handle must be provided.",
    });
  return problems;
}

function wrong(
  store: Store,
  input: AppDiscountInput,
  before: AppDiscount | null,
): DiscountProblem[] {
  const problems: DiscountProblem[] = [];
  if (input.functionHandle != null && input.functionId != null)
    problems.push({
      code: "MULTIPLE_FUNCTION_IDENTIFIERS",
      field: on("functionHandle"),
      message: "Only one of function_id or function_handle is allowed.",
    });
  else if ((input.functionHandle ?? input.functionId) != null && handleOf(store, input) === null)
    problems.push({
      code: "INVALID",
      field: on(input.functionHandle == null ? "functionId" : "functionHandle"),
      message: `Function ${input.functionHandle ?? input.functionId} not found. Ensure that it is released in the current app, and that the app is installed.`,
    });
  if (before !== null && input.title !== undefined && (input.title ?? "").trim() === "")
    problems.push({ code: "BLANK", field: on("title"), message: "Title can't be blank" });
  const title = input.title?.trim().toLowerCase();
  const namesake = store.discounts
    .all()
    .find((each) => each.id !== before?.id && each.title.toLowerCase() === title);
  if (namesake !== undefined && statusOf(namesake, store.now()) !== "EXPIRED")
    problems.push({
      code: "TAKEN",
      field: on("title"),
      message: "Title must be unique for automatic discount",
    });
  const starts = input.startsAt == null ? before?.startsAt : new Date(input.startsAt);
  const ends = input.endsAt == null ? null : new Date(input.endsAt);
  if (starts !== undefined && ends !== null && ends <= starts)
    problems.push({
      code: "END_DATE_BEFORE_START_DATE",
      field: on("endsAt"),
      message: "Ends at needs to be after starts_at",
    });
  return problems;
}

function handleOf(store: Store, input: AppDiscountInput): string | null {
  const found = functionExtensions(store.settings.extensionsFolder).find(
    (each) => each.handle === input.functionHandle || each.id === input.functionId,
  );
  return found?.handle ?? null;
}

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

function tooMany(store: Store, discount: AppDiscount): DiscountOutcome | null {
  const now = store.now();
  if (statusOf(discount, now) !== "ACTIVE") return null;
  const others = store.discounts
    .all()
    .filter((each) => each.id !== discount.id && statusOf(each, now) === "ACTIVE");
  return others.length < MOST_ACTIVE
    ? null
    : refused(
        "MAX_APP_DISCOUNTS",
        ["automaticAppDiscount"],
        `Shop cannot have more than ${MOST_ACTIVE} active app discounts.`,
      );
}

function keep(store: Store, discount: AppDiscount, input: AppDiscountInput): DiscountOutcome {
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
