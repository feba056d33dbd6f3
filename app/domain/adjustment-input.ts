import { points, type Points } from "./points.ts";

/** What a person has put into the form of an adjustment, read. */
export type AdjustmentInput =
  | { readonly kind: "ok"; readonly points: Points; readonly reason: string }
  | { readonly kind: "wrong"; readonly problems: AdjustmentProblems };

/** What is wrong with which field. */
export interface AdjustmentProblems {
  readonly points?: "not_a_number" | "zero" | "too_many";
  readonly reason?: "missing" | "too_long" | "characters";
}

/** More than this is a slip of the keyboard; the same as the API's. */
const MOST_POINTS = 1_000_000_000n;
export const MOST_LETTERS_OF_REASON = 500;

/**
 * Reads points to give (above 0) or to take (below), with any kind of minus and
 * of blanks between thousands, and the reason.
 */
export function readAdjustment(pointsText: string, reasonText: string): AdjustmentInput {
  const amount = readPoints(pointsText);
  const reason = reasonText.trim().replaceAll("\r\n", "\n");
  const wrong = problemOf(reason);
  if (typeof amount === "string" || wrong !== null) {
    const problems = {
      ...(typeof amount === "string" ? { points: amount } : {}),
      ...(wrong === null ? {} : { reason: wrong }),
    };
    return { kind: "wrong", problems };
  }
  return { kind: "ok", points: points(amount), reason };
}

function readPoints(text: string): bigint | NonNullable<AdjustmentProblems["points"]> {
  const plain = text.replaceAll(/\s/g, "").replace(/^[−–]/, "-").replace(/^\+/, "");
  if (!/^-?\d{1,30}$/.test(plain)) return "not_a_number";
  const value = BigInt(plain);
  if (value === 0n) return "zero";
  return value > MOST_POINTS || value < -MOST_POINTS ? "too_many" : value;
}

function problemOf(reason: string): NonNullable<AdjustmentProblems["reason"]> | null {
  if (reason === "") return "missing";
  if (reason.length > MOST_LETTERS_OF_REASON) return "too_long";
  // PostgreSQL stores neither.
  return reason.isWellFormed() && !reason.includes("\0") ? null : "characters";
}
