import { functionExtensions } from "../functions/extensions.ts";
import type { Store } from "../store.ts";
import { statusOf, type AppDiscount, type CombinesWith, type DiscountClass } from "./model.ts";

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

const on = (field: string) => ["automaticAppDiscount", field];

/** What a new discount lacks. */
export function missing(input: AppDiscountInput): DiscountProblem[] {
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

/** What of the input Shopify would not take; `before` is the discount that it changes. */
export function wrong(
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

/** The handle of the Function that the input names; null when there is none. */
export function handleOf(store: Store, input: AppDiscountInput): string | null {
  const found = functionExtensions(store.settings.extensionsFolder).find(
    (each) => each.handle === input.functionHandle || each.id === input.functionId,
  );
  return found?.handle ?? null;
}

/** Why one more active discount is refused; null when it is not. */
export function tooMany(store: Store, discount: AppDiscount): DiscountProblem | null {
  const now = store.now();
  if (statusOf(discount, now) !== "ACTIVE") return null;
  const others = store.discounts
    .all()
    .filter((each) => each.id !== discount.id && statusOf(each, now) === "ACTIVE");
  return others.length < MOST_ACTIVE
    ? null
    : {
        code: "MAX_APP_DISCOUNTS",
        field: ["automaticAppDiscount"],
        message: `Shop cannot have more than ${MOST_ACTIVE} active app discounts.`,
      };
}
