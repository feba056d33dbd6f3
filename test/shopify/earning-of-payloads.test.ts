import { expect, it } from "vitest";

import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import { orderPayload, set } from "../support/order-payload.ts";
import { programWith } from "../support/program-examples.ts";
import { facts } from "./read-payload.ts";

/** What a webhook's order earns at 1 point for 1 RUB. */
function earned(body: object): bigint {
  const state = applyOrderEvents(null, [{ kind: "state", facts: facts(body) }]);
  if (state.facts === null) throw new Error("facts have been applied");
  return evaluateOrder({ ...state, facts: state.facts }, NO_CONTEXT, programWith({})).points;
}

const JUMPER = { id: 1, price: "1000.00" };

it.each([["bogus"], ["gift_card"], ["shopify_store_credit"]])(
  "Paying with a gift card or store credit earns as any payment does: %s",
  (gateway) => {
    expect(earned(orderPayload([JUMPER], { payment_gateway_names: [gateway] }))).toBe(1_000n);
  },
);

it("Gift-card purchases, tips and duties never earn", () => {
  const lines = [
    { ...JUMPER, duties: [{ id: 5, amount_set: set("70.00") }] },
    { id: 2, price: "500.00", gift_card: true },
    { id: 3, price: "50.00", product_id: null, title: "Tip", tip_payment_gateway: "bogus" },
  ];
  const duties = {
    current_total_duties_set: set("70.00"),
    original_total_duties_set: set("70.00"),
  };
  expect(earned(orderPayload(lines, duties))).toBe(1_000n);
});

it("Line totals after all discounts: of the line, of a code, of an automatic discount", () => {
  const discounted = { ...JUMPER, quantity: 2, discounts: ["100.00", "50.50"] };
  expect(earned(orderPayload([discounted]))).toBe(1_849n);
});

it("Multi-currency: earn on shop money, whatever the buyer was shown", () => {
  expect(earned(orderPayload([JUMPER], { presentment_currency: "EUR" }))).toBe(1_000n);
});
