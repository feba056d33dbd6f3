import { describe, expect, it } from "vitest";

import type { OrderFacts } from "../../app/domain/order/order.ts";
import { webhookContent } from "../../app/server/webhook-content.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { orderFromPayload } from "../../app/shopify/payloads/order.ts";
import { linePayload, orderPayload, set } from "../support/order-payload.ts";

const HOLD = "0199f9a0-0000-7000-8000-000000000001";
const OTHER = "0199f9a0-0000-7000-8000-000000000002";
const hashEmail = emailHasher("a key of at least thirty-two characters");

const metafield = (value: unknown, namespace = "app--12345", key = "hold") => ({
  id: 1,
  namespace,
  key,
  value,
  type: "single_line_text_field",
});
const attribute = (value: unknown, name = "_kopilka_hold") => ({ name, value });

/** A line of 100.00, of which discounts took `[application, amount]`. */
const line = (id: number, ...taken: readonly [unknown, string][]) =>
  linePayload({
    id,
    price: "100.00",
    discount_allocations: taken.map(([index, amount]) => ({
      amount,
      amount_set: set(amount),
      discount_application_index: index,
    })),
  });
const application = (type: string, title: unknown) => ({
  type,
  title,
  description: "",
  value: "30.0",
  value_type: "fixed_amount",
  allocation_method: "across",
  target_selection: "all",
  target_type: "line_item",
});

function spent(rest: Record<string, unknown>): Pick<OrderFacts, "hold" | "automaticDiscounts"> {
  const result = orderFromPayload({ ...orderPayload([]), ...rest }, hashEmail);
  if (result.kind !== "ok" || result.value.kind !== "state")
    throw new Error(JSON.stringify(result));
  const { hold, automaticDiscounts } = result.value.facts;
  return { hold, automaticDiscounts };
}

describe("the hold that an order names", () => {
  it.each<[string, Record<string, unknown>, string | null]>([
    ["its metafield", { metafields: [metafield(HOLD)] }, HOLD],
    ["its metafield by the app's own name", { metafields: [metafield(HOLD, "$app")] }, HOLD],
    ["its attribute", { note_attributes: [attribute(HOLD)] }, HOLD],
    [
      "the metafield before the attribute",
      { metafields: [metafield(HOLD)], note_attributes: [attribute(OTHER)] },
      HOLD,
    ],
    [
      "the attribute where the metafield is no hold's id",
      { metafields: [metafield("")], note_attributes: [attribute(OTHER)] },
      OTHER,
    ],
    ["an id in capitals", { note_attributes: [attribute(HOLD.toUpperCase())] }, HOLD],
    ["not another's metafield", { metafields: [metafield(HOLD, "custom")] }, null],
    ["not another key", { metafields: [metafield(HOLD, "$app", "held")] }, null],
    ["not another attribute", { note_attributes: [attribute(HOLD, "kopilka_hold")] }, null],
    ["no text that is no id", { note_attributes: [attribute("all of them")] }, null],
    ["nothing of another shape", { note_attributes: { name: 1 }, metafields: [null, 7] }, null],
    ["nothing that is no text", { note_attributes: [attribute({ id: HOLD })] }, null],
    ["nothing where nothing is said", {}, null],
  ])("is read from %s", (_, rest, hold) => {
    expect(spent(rest).hold).toBe(hold);
  });
});

describe("the automatic discounts of an order that names a hold", () => {
  const named = { note_attributes: [attribute(HOLD)] };
  const applications = [
    application("discount_code", "AUTUMN"),
    application("automatic", "Points · K7F3Q2"),
    application("automatic", "Sale"),
  ];

  it("are told line by line in shop money, without codes and what a person gave", () => {
    expect(
      spent({
        ...named,
        discount_applications: [...applications, application("manual", "Sorry")],
        line_items: [
          line(12, [0, "1.00"], [1, "20.05"], [3, "9.00"]),
          line(9, [2, "5.00"], [1, "10.00"]),
        ],
      }).automaticDiscounts,
    ).toEqual([
      {
        title: "Points · K7F3Q2",
        allocations: [
          { lineId: "9", minor: 1000n },
          { lineId: "12", minor: 2005n },
        ],
      },
      { title: "Sale", allocations: [{ lineId: "9", minor: 500n }] },
    ]);
  });

  it("keep two of one title apart", () => {
    const twice = [
      application("automatic", "Kopilka points"),
      application("automatic", "Kopilka points"),
    ];
    const { automaticDiscounts } = spent({
      ...named,
      discount_applications: twice,
      line_items: [line(1, [0, "3.00"], [1, "4.00"])],
    });
    expect(automaticDiscounts.map(({ allocations }) => allocations[0]?.minor)).toEqual([
      300n,
      400n,
    ]);
  });

  it("leave out what cannot be read, and refuse no order for it", () => {
    expect(
      spent({
        ...named,
        discount_applications: [application("automatic", 7), null, "automatic"],
        line_items: [line(1, [0, "1.00"], [1, "1.00"], [7, "1.00"], [null, "1.00"], ["1", "1.00"])],
      }).automaticDiscounts,
    ).toEqual([]);
  });

  it("are nobody's business where no hold is named", () => {
    const discounted = { discount_applications: applications, line_items: [line(1, [1, "5.00"])] };
    expect(spent(discounted).automaticDiscounts).toEqual([]);
  });
});

it("a delivery that names a hold is known before it is stored, so that it can go first", () => {
  const content = (topic: string, payload: object) =>
    webhookContent(topic, Buffer.from(JSON.stringify(payload)), hashEmail, new Date());
  const order = orderPayload([{ id: 1, price: "1.00" }]);
  expect(content("orders/create", { ...order, note_attributes: [attribute(HOLD)] })).toMatchObject({
    kind: "ok",
    namesHold: true,
  });
  expect(content("orders/create", order)).toMatchObject({ kind: "ok", namesHold: false });
  expect(content("app/uninstalled", {})).toMatchObject({ kind: "ok", namesHold: false });
});
