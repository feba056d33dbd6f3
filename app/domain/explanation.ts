import type { AwardExplanation } from "./award-explanation.ts";
import type { Json } from "./ledger/transfer.ts";
import type { CaptureExplanation, RestoreExplanation } from "./order/explain-spending.ts";
import type { OrderExplanation } from "./order/explain.ts";

/** Explanations with arithmetic to show; all others say no more than their transfer's code. */
export type Explanation =
  OrderExplanation | CaptureExplanation | RestoreExplanation | AwardExplanation;

const KINDS: readonly string[] = [
  "order",
  "capture",
  "restore",
  "award",
] satisfies Explanation["kind"][];

/**
 * The arithmetic of a transfer, where it has any. Only the kind is looked at:
 * nobody but us writes these columns, and the chain's hash holds what is in them.
 */
export function readExplanation(json: Json): Explanation | null {
  if (typeof json !== "object" || json === null || !("kind" in json)) return null;
  const { kind } = json;
  return typeof kind === "string" && KINDS.includes(kind) ? (json as Explanation) : null;
}
