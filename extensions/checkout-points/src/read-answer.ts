import type { Account, Hold, Member, Money, OrderPoints, Terms } from "./answers.ts";

/** A value of the app's answer that is not what it should be: an app of another version. */
class UnreadableAnswer extends Error {}

type Fields = Record<string, unknown>;

/** GET /api/redemptions */
export function readAccount(json: unknown): Account {
  const { member, program } = fields(json);
  // Without a programme a balance has no worth, and there is nothing to show.
  if (program === null) return { member: null, terms: null };
  return {
    member: member === null ? null : readMember(fields(member)),
    terms: readTerms(fields(program)),
  };
}

/** POST and DELETE /api/redemptions */
export function readHoldAnswer(json: unknown): Hold {
  return readHold(fields(fields(json)["hold"]));
}

/** GET /api/orders/:id/points; null while the order has not been processed */
export function readOrderPoints(json: unknown): OrderPoints | null {
  const answer = fields(json);
  if (answer["status"] !== "known") return null;
  const balance = fields(answer["balance"]);
  return {
    earned: whole(answer["earned"]),
    willEarn: whole(answer["will_earn"]),
    pending: whole(answer["pending"]),
    maturesAt: typeof answer["matures_at"] === "string" ? time(answer["matures_at"]) : null,
    spent: whole(answer["spent"]),
    balance: whole(balance["points"]),
    worth: balance["money"] === null ? null : readMoney(balance["money"]),
  };
}

/** The code of a refusal, `{"error": {"code", ...}}`; null where there is none. */
export function refusalCode(json: unknown): string | null {
  if (typeof json !== "object" || json === null || !("error" in json)) return null;
  const { error } = json;
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

function readMember(member: Fields): Member {
  return {
    status: text(member["status"]),
    balance: whole(fields(member["balance"])["points"]),
    pending: whole(member["pending"]),
    owed: whole(member["owed"]),
    hold: member["hold"] === null ? null : readHold(fields(member["hold"])),
    returning: whole(member["returning"]),
  };
}

function readHold(hold: Fields): Hold {
  return {
    id: text(hold["id"]),
    code: text(hold["code"]),
    points: whole(hold["points"]),
    money: readMoney(hold["money"]),
    expiresAt: time(hold["expires_at"]),
    state: text(hold["state"]) as Hold["state"],
  };
}

function readTerms(program: Fields): Terms {
  const redemption = fields(program["redemption"]);
  const worth = fields(redemption["worth"]);
  return {
    currency: text(program["currency"]),
    earning: program["earning"] === null ? null : readEarning(fields(program["earning"])),
    worth: { points: whole(worth["points"]), amount: text(worth["amount"]) },
    step: whole(redemption["step_points"]),
    minimum: whole(redemption["minimum_points"]),
    maximumSharePercent: whole(redemption["maximum_share_percent"]),
  };
}

function readEarning(earning: Fields): Terms["earning"] {
  const rate = fields(earning["rate"]);
  return {
    points: whole(rate["points"]),
    perAmount: text(rate["per_amount"]),
    rounding: text(earning["rounding"]) as "down" | "nearest" | "up",
  };
}

function readMoney(value: unknown): Money {
  const money = fields(value);
  return { amount: text(money["amount"]), currency: text(money["currency"]) };
}

function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new UnreadableAnswer();
  return value as Fields;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new UnreadableAnswer();
  return value;
}

function whole(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new UnreadableAnswer();
  return value;
}

function time(value: unknown): number {
  const parsed = Date.parse(text(value));
  if (Number.isNaN(parsed)) throw new UnreadableAnswer();
  return parsed;
}
