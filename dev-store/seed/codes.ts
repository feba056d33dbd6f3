import { codeInput, putCode } from "../discounts/code-input.ts";
import type { Store } from "../store.ts";

/** The codes that the seeded shop hands out. */
export const CODES = [
  { code: "SEZON10", amount: "10", type: "percentage" },
  { code: "MOTOR500", amount: "500", type: "fixed_amount" },
  { code: "KLUB5", amount: "5", type: "percentage" },
] as const;

/** Makes them count at checkout. */
export function seedCodes(store: Store): void {
  for (const code of CODES) putCode(store, codeInput.parse(code));
}
