import { describe, expect, it } from "vitest";
import { decodeFacts, encodeFacts, orderStateHash } from "../../app/domain/order/codec.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { orderPayload } from "../support/order-payload.ts";
import { facts } from "./read-payload.ts";

/** Three coffees at 250 roubles, with what a discount of that title took off them. */
const coffees = (title: string, off: string, type = "automatic") =>
  facts(
    orderPayload([{ id: 1, price: "250.00", quantity: 3, discounts: [off] }], {
      discount_applications: [{ type, title, code: title }],
    }),
  );
const stateHash = (told: OrderFacts) =>
  orderStateHash(applyOrderEvents(null, [{ kind: "state", facts: told }]));

describe("units that a stamp card has made free, in a webhook", () => {
  it.each([
    ["Каждый шестой кофе · #sixth-coffee", "250.00", 1],
    ["Kopilka stamp cards", "500.00", 2],
    // Converted from another currency, and back.
    ["Kopilka stamp cards", "249.98", 1],
    ["Kopilka perks", "250.00", undefined],
    ["Оплата баллами · K7F3Q2", "250.00", undefined],
  ])("%s, %s off: %s", (title, off, units) => {
    const told = coffees(title, off);
    expect(told.lines[0]?.freeUnits).toBe(units);
    const kept: unknown = JSON.parse(JSON.stringify(encodeFacts(told)));
    expect(decodeFacts(kept).lines).toEqual(told.lines);
  });

  it("are not what a code took off that is called so", () => {
    const told = coffees("Kopilka stamp cards", "250.00", "discount_code");
    expect(told.lines[0]?.freeUnits).toBeUndefined();
  });

  it("make another state of the order, which is told again", () => {
    const [free, paid] = [
      coffees("Kopilka stamp cards", "250.00"),
      coffees("Kopilka perks", "250.00"),
    ];
    expect(stateHash(free)).not.toBe(stateHash(paid));
  });
});
