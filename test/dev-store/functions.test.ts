import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CheckoutJson, ProductJson } from "./support/answers.ts";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import {
  discountClient,
  discountOf,
  EVERYTHING,
  type DiscountClient,
} from "./support/discounts.ts";
import { answering, extensionsFolder, offTheOrder, putFunction } from "./support/functions.ts";

const folder = extensionsFolder();
let store: DevStore;
let app: DiscountClient;
let lamp: ProductJson;
let made = 0;

beforeAll(async () => {
  store = await startDevStore({ DEV_STORE_EXTENSIONS: folder });
  app = await discountClient(store);
  lamp = (await store.control("POST", "/products", { title: "Фара", price: "1000" })).product;
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  for (const { id } of (await store.control("GET", "/discounts")).discounts)
    await store.control("DELETE", `/discounts/${id}`);
});

/** A discount whose Function has this code. */
async function discount(code: string, more: object = {}, query?: string): Promise<string> {
  const handle = `function-${(made += 1)}`;
  putFunction(folder, handle, code, query);
  await app.create(discountOf(handle, more));
  return handle;
}

/** A cart of two lamps, of 2,000 roubles. */
async function openCart(more: object = {}): Promise<string> {
  const lines = [{ product_id: lamp.id, quantity: 2 }];
  return (await store.control("POST", "/carts", { lines, ...more })).cart.token;
}
const quoted = async (token: string): Promise<CheckoutJson> =>
  (await store.control("GET", `/checkouts/${token}`)).checkout;
const checkout = async (more: object = {}) => quoted(await openCart(more));

const fixed = (amount: string | number) => ({ fixedAmount: { amount } });
const percent = (value: string | number) => ({ percentage: { value } });

describe("a Function that fails gives nothing and says why", () => {
  it.each([
    ["throws", `throw new Error("out of luck")`, /Error: out of luck/],
    ["never ends", `for (;;) {}`, /exceeded its instructions/],
    ["wants too much memory", `const all = []; for (;;) all.push({ place: all.length })`, /memory/],
    ["calls itself without end", `const deeper = () => deeper() + 1; deeper()`, /stack overflow/],
    ["writes nothing", ``, /wrote no output/],
    [
      "writes too much",
      `ShopifyFunction.writeOutput({ operations: [], x: "x".repeat(20000) })`,
      /20000 bytes/,
    ],
    ["reaches for the world", `fetch("http://127.0.0.1")`, /ReferenceError/],
    [
      "leaves out what the schema asks for",
      answering([{ orderDiscountsAdd: { candidates: [] } }]),
      /selectionStrategy/,
    ],
    ["makes up a field", answering([offTheOrder(fixed("1"), "Off", { colour: "red" })]), /colour/],
    [
      "does two things at once",
      answering([{ ...offTheOrder(fixed("1")), enteredDiscountCodesAccept: { codes: [] } }]),
      /exactly one thing/,
    ],
    ["gives a negative amount", answering([offTheOrder(fixed("-1"))]), /Decimal/],
    ["gives more than all", answering([offTheOrder(percent("101"))]), /at most 100/],
    [
      "gives both an amount and a share",
      answering([offTheOrder({ ...fixed("1"), ...percent("1") })]),
      /either/,
    ],
    [
      "names a line that is not there",
      answering([
        {
          orderDiscountsAdd: {
            selectionStrategy: "FIRST",
            candidates: [
              {
                targets: [{ orderSubtotal: { excludedCartLineIds: ["gid://shopify/CartLine/0"] } }],
                value: fixed("1"),
              },
            ],
          },
        },
      ]),
      /not in the cart/,
    ],
  ])("when it %s", async (_what, code, reason) => {
    const title = await discount(code);
    const { function_errors: errors, total } = await checkout();
    expect(errors).toMatchObject([{ discount_title: title }]);
    expect(errors[0]?.message).toMatch(reason);
    expect(total.amount).toBe("2350.00");
  });

  it("when its discount lacks the class that it gives", async () => {
    await discount(answering([offTheOrder(fixed("1"))]), { discountClasses: ["SHIPPING"] });
    expect((await checkout()).function_errors[0]?.message).toMatch(/class ORDER/);
  });

  it("when its query asks for what Shopify does not have", async () => {
    await discount(answering([]), {}, "{ cart { id } }");
    expect((await checkout()).function_errors[0]?.message).toMatch(/not valid.*"id"/);
  });

  it("and the others give what they give", async () => {
    await discount(`throw new Error("out of luck")`);
    await discount(answering([offTheOrder(fixed("100"))]));
    const found = await checkout();
    expect(found.discounts.amount).toBe("100.00");
    expect(found.function_errors).toHaveLength(1);
  });
});

describe("what Functions give", () => {
  it("is worked out from the input that their query asks for, Decimals as texts", async () => {
    await discount(
      `const { cart, presentmentCurrencyRate, localization } = ShopifyFunction.readInput();
       const message = JSON.stringify([cart.lines[0].cost.subtotalAmount.amount, presentmentCurrencyRate,
         localization.language.isoCode, cart.lines[0].merchandise.product.title]);
       ${answering([offTheOrder(fixed("1"), "MESSAGE")]).replace('"MESSAGE"', "message")}`,
      {},
      `{ presentmentCurrencyRate localization { language { isoCode } }
         cart { lines { cost { subtotalAmount { amount } }
           merchandise { ... on ProductVariant { product { title } } } } } }`,
    );
    const [given] = (await checkout({ locale: "en" })).applications;
    expect(JSON.parse(given?.message ?? "")).toEqual(["2000.0", "1.0", "EN", "Фара"]);
  });

  it.each([
    ["FIRST", "100.00"],
    ["MAXIMUM", "300.00"],
  ])(
    "is, of several candidates, by %s the one of %s whose conditions hold",
    async (strategy, off) => {
      const targets = [{ orderSubtotal: { excludedCartLineIds: [] } }];
      const least = (minimumAmount: string) => [
        { orderMinimumSubtotal: { excludedCartLineIds: [], minimumAmount } },
      ];
      const candidates = [
        { targets, value: fixed("900"), conditions: least("2000.01") },
        { targets, value: fixed("100"), conditions: least("2000") },
        { targets, value: percent("15") },
      ];
      await discount(
        answering([{ orderDiscountsAdd: { selectionStrategy: strategy, candidates } }]),
      );
      expect((await checkout()).discounts.amount).toBe(off);
    },
  );

  it("is never more than what the goods cost", async () => {
    await discount(answering([offTheOrder(fixed("1500"))]));
    await discount(answering([offTheOrder(percent("50"))]));
    const found = await checkout();
    expect(found.applications.map((each) => each.amount)).toEqual(["1500.00", "500.00"]);
    expect(found.total.amount).toBe("350.00");
  });

  it("is blind to what other discounts give", async () => {
    await discount(answering([offTheOrder(percent("10"))]));
    await discount(answering([offTheOrder(percent("10"))]));
    expect((await checkout()).applications.map((each) => each.amount)).toEqual([
      "200.00",
      "200.00",
    ]);
  });

  it("is only the best where discounts do not agree to stand together", async () => {
    const alone = { ...EVERYTHING, orderDiscounts: false };
    await discount(answering([offTheOrder(fixed("100"))]));
    await discount(answering([offTheOrder(fixed("50"))]));
    await discount(answering([offTheOrder(fixed("140"))]), { combinesWith: alone });
    expect((await checkout()).discounts.amount).toBe("150.00");
  });

  it("can be money off each piece of a product", async () => {
    await discount(
      `const { cart } = ShopifyFunction.readInput();
       ShopifyFunction.writeOutput({ operations: [{ productDiscountsAdd: { selectionStrategy: "ALL",
         candidates: [{ targets: [{ cartLine: { id: cart.lines[0].id } }], message: "each",
           value: { fixedAmount: { amount: "30.5", appliesToEachItem: true } } }] } }] });`,
      { discountClasses: ["PRODUCT"] },
    );
    expect((await checkout()).discounts.amount).toBe("61.00");
  });
});

describe("a discount", () => {
  it("counts from its beginning to its end, and not once it is gone", async () => {
    const code = answering([offTheOrder(fixed("100"))]);
    await discount(code, { startsAt: "2999-01-01T00:00:00Z" });
    expect((await checkout()).discounts.amount).toBe("0.00");
    const [{ id } = { id: 0 }] = (await store.control("GET", "/discounts")).discounts;
    const open = await openCart();
    for (const [action, off] of [
      ["activate", "100.00"],
      ["deactivate", "0.00"],
      ["activate", "100.00"],
      ["delete", "0.00"],
    ]) {
      await store.control("PUT", `/discounts/${id}`, { action });
      expect((await checkout()).discounts.amount).toBe(off);
      // A cart that is open keeps no discount that is gone, and gets a new one at its next change.
      if (off !== "0.00") await store.control("PUT", `/carts/${open}`, { locale: "ru" });
      expect((await quoted(open)).discounts.amount).toBe(off);
    }
    expect((await store.call("PUT", `/discounts/${id}`, { action: "delete" })).status).toBe(404);
  });
});

describe("a code", () => {
  it("takes off what it promises, beside automatic discounts", async () => {
    await store.control("POST", "/discount-codes", { code: "TEN", amount: "10" });
    await store.control("POST", "/discount-codes", { code: "SEND", type: "shipping" });
    await discount(answering([offTheOrder(fixed("100"))]));
    const found = await checkout({ discount_codes: ["ten", "send", "NOPE"] });
    expect(found.applications.map((each) => [each.code, each.target_type, each.amount])).toEqual([
      [null, "line_item", "100.00"],
      ["TEN", "line_item", "200.00"],
      ["SEND", "shipping_line", "350.00"],
    ]);
    expect(found.rejected_codes).toMatchObject([{ code: "NOPE" }]);
    expect(found.total.amount).toBe("1700.00");
  });

  it("goes into the order as a code", async () => {
    const fixedCode = { code: "RUB", type: "fixed_amount", amount: "70" };
    await store.control("POST", "/discount-codes", fixedCode);
    await store.control("POST", "/discount-codes", { code: "SEND", type: "shipping" });
    const lines = [{ product_id: lamp.id, quantity: 2 }];
    const discount_codes = ["RUB", "SEND"];
    const { cart } = await store.control("POST", "/carts", { lines, discount_codes });
    const { order } = await store.control("POST", `/checkouts/${cart.token}/complete`);
    expect(order).toMatchObject({
      total_price: "1930.00",
      discount_codes: [
        { code: "RUB", amount: "70.00", type: "fixed_amount" },
        { code: "SEND", amount: "350.00", type: "shipping" },
      ],
    });
  });
});
