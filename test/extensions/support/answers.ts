/** Answers of the app as its API gives them, for the states that a shopper can be in. */

export const NOW = new Date("2026-11-21T12:00:00Z");
export const HOLD_ID = "0f9e0c1a-6a9b-4f6e-9d3c-0a1b2c3d4e5f";

export const rubles = (amount: string) => ({ amount, currency: "RUB" });

/** One point for 100 roubles; a point is worth one; steps of 10, from 100, at most 30 %. */
export const PROGRAM = {
  earning: { rate: { points: 1, per_amount: "100.00" }, rounding: "down" },
  redemption: {
    worth: { points: 1, amount: "1.00" },
    step_points: 10,
    minimum_points: 100,
    maximum_share_percent: 30,
  },
  currency: "RUB",
};

export function hold(points: number, changes: Record<string, unknown> = {}) {
  return {
    id: HOLD_ID,
    code: "K7F3Q2",
    points,
    money: rubles(`${points}.00`),
    expires_at: new Date(NOW.getTime() + 30 * 60_000).toISOString(),
    state: "active",
    ...changes,
  };
}

export function member(points: number, changes: Record<string, unknown> = {}) {
  return {
    status: "active",
    balance: { points, money: rubles(`${points}.00`) },
    pending: 0,
    owed: 0,
    hold: null,
    returning: 0,
    ...changes,
  };
}

export const account = (points: number, changes: Record<string, unknown> = {}) => ({
  status: 200,
  json: { member: member(points, changes), program: PROGRAM },
});

export const refusal = (status: number, code: string) => ({
  status,
  json: { error: { code, message: code } },
});
