import type {
  CartDeliveryOptionsDiscountsGenerateRunResult,
  DeliveryOptionsInputQuery,
} from "../generated/api.ts";

/** Where the perks discount will give free shipping; it has no perks yet, and points pay none. */
export function cartDeliveryOptionsDiscountsGenerateRun(
  _input: DeliveryOptionsInputQuery,
): CartDeliveryOptionsDiscountsGenerateRunResult {
  return { operations: [] };
}
