import { z } from "zod";

import type { Hold } from "../domain/hold.ts";
import { formatMoney } from "../domain/money.ts";
import { points, pointsToJson, type Points } from "../domain/points.ts";
import { encodeProgram, worthOf, type Program } from "../domain/program.ts";
import { plainRate } from "../domain/program/plain-rate.ts";
import { writeRate } from "../domain/program/rate.ts";
import type { RedemptionView } from "../services/view-redemption.server.ts";

/** What an extension sends to hold points. */
export const holdRequestSchema = z.strictObject({
  points: z
    .int("must be a whole number")
    .min(1, "must be above 0")
    .max(1_000_000_000, "must be at most 1000000000"),
});

/** A hold as extensions see it. */
export function encodeHold(hold: Hold) {
  const { currency } = hold;
  return {
    id: hold.holdId,
    code: hold.code,
    points: pointsToJson(hold.points),
    money: { amount: formatMoney(hold.moneyMinor, currency), currency },
    expires_at: hold.expiresAt.toISOString(),
    state: hold.state,
  };
}

/** Points and what they are worth now; a debt is worth nothing to a shopper. */
export function encodeBalance(balance: Points, program: Program | null) {
  const money = program && {
    amount: formatMoney(worthOf(points(balance > 0n ? balance : 0n), program), program.currency),
    currency: program.currency,
  };
  return { points: pointsToJson(balance), money };
}

/** What a shopper at the checkout may see. */
export function encodeRedemption({ member, program }: RedemptionView) {
  return {
    member: member && {
      status: member.status,
      balance: encodeBalance(member.balance, program),
      pending: pointsToJson(member.pending),
      owed: pointsToJson(member.owed),
      hold: member.hold && encodeHold(member.hold),
      returning: pointsToJson(member.returning),
    },
    program: program && encodeRules(program),
  };
}

/** The rules that a shopper has to know: what is earned, and how points are spent. */
function encodeRules(program: Program) {
  const { currency, redemption } = encodeProgram(program);
  const rate = plainRate(program);
  return {
    // What an order will earn is not told to who could only guess it.
    earning: rate && {
      rate: writeRate(rate, program.currency),
      rounding: program.earning.rounding,
    },
    redemption: {
      worth: redemption.worth,
      step_points: redemption.step_points,
      minimum_points: redemption.minimum_points,
      maximum_share_percent: redemption.maximum_share_percent,
    },
    currency,
  };
}

/** An answer that no cache may keep: a balance is one person's. */
export const privately = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });
