import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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

beforeAll(async () => {
  putFunction(folder, "loyalty", answering([offTheOrder({ fixedAmount: { amount: "10" } })]));
  store = await startDevStore({ DEV_STORE_EXTENSIONS: folder });
  app = await discountClient(store);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await store.control("PUT", "/faults", {});
  for (const { id } of (await store.control("GET", "/discounts")).discounts)
    await store.control("DELETE", `/discounts/${id}`);
});

const NODES = `query Nodes($query: String) {
  discountNodes(first: 50, query: $query) {
    nodes {
      id
      metafield(namespace: "$app", key: "config") { value }
      discount {
        __typename
        ... on DiscountAutomaticApp {
          title status endsAt discountClasses
          combinesWith { orderDiscounts productDiscounts shippingDiscounts }
          appDiscountType { functionId }
        }
      }
    }
  }
}`;

const create = async (discount: object) => {
  const answer = (await app.create(discount)) as {
    discountAutomaticAppCreate: {
      automaticAppDiscount: { discountId: string } | null;
      userErrors: { code: string; field: string[]; message: string }[];
    };
  };
  return answer.discountAutomaticAppCreate;
};
const codesOf = async (discount: object) =>
  (await create(discount)).userErrors.map((error) => [error.code, error.field.at(-1)]);

describe("an automatic app discount", () => {
  it("is created with its metafields, listed, and belongs to the Function of its handle", async () => {
    const functions = (await app.ask(
      `{ shopifyFunctions(first: 25) { nodes { id handle } } }`,
    )) as {
      shopifyFunctions: { nodes: { id: string; handle: string }[] };
    };
    const [loyalty] = functions.shopifyFunctions.nodes;
    expect(loyalty?.handle).toBe("loyalty");
    const made = await create(
      discountOf("loyalty", {
        title: "Kopilka points",
        metafields: [
          { namespace: "$app", key: "config", type: "json", value: `{"kind":"points"}` },
        ],
      }),
    );
    expect(await app.ask(NODES, { query: "method:automatic" })).toEqual({
      discountNodes: {
        nodes: [
          {
            id: made.automaticAppDiscount?.discountId,
            metafield: { value: `{"kind":"points"}` },
            discount: {
              __typename: "DiscountAutomaticApp",
              title: "Kopilka points",
              status: "ACTIVE",
              endsAt: null,
              discountClasses: ["ORDER"],
              combinesWith: EVERYTHING,
              appDiscountType: { functionId: loyalty?.id },
            },
          },
        ],
      },
    });
    await app.setMetafield(made.automaticAppDiscount?.discountId ?? "", "config", {
      kind: "other",
    });
    expect(JSON.stringify(await app.ask(NODES))).toContain("other");
  });

  it.each([
    ["without a title", { title: "  " }, ["BLANK", "title"]],
    ["without a beginning", { startsAt: null }, ["BLANK", "startsAt"]],
    ["without a class", { discountClasses: [] }, ["BLANK", "discountClasses"]],
    [
      "without a Function",
      { functionHandle: null },
      ["MISSING_FUNCTION_IDENTIFIER", "functionHandle"],
    ],
    ["of an unknown Function", { functionHandle: "nobody" }, ["INVALID", "functionHandle"]],
    ["of two Functions", { functionId: "x" }, ["MULTIPLE_FUNCTION_IDENTIFIERS", "functionHandle"]],
    [
      "that ends before it begins",
      { endsAt: "2025-01-01T00:00:00Z" },
      ["END_DATE_BEFORE_START_DATE", "endsAt"],
    ],
  ])("is refused %s", async (_what, more, error) => {
    expect(await codesOf(discountOf("loyalty", more))).toEqual([error]);
    expect((await store.control("GET", "/discounts")).discounts).toEqual([]);
  });

  it("is refused when its title is taken, or when 25 are active already", async () => {
    for (let place = 1; place <= 25; place += 1)
      expect(await codesOf(discountOf("loyalty", { title: `Discount ${place}` }))).toEqual([]);
    expect(await codesOf(discountOf("loyalty", { title: "discount 7" }))).toEqual([
      ["TAKEN", "title"],
    ]);
    expect(await codesOf(discountOf("loyalty", { title: "One too many" }))).toEqual([
      ["MAX_APP_DISCOUNTS", "automaticAppDiscount"],
    ]);
  });

  it("is updated, deactivated, activated and deleted by its id", async () => {
    const id = (await create(discountOf("loyalty"))).automaticAppDiscount?.discountId;
    const node = `automaticDiscountNode { automaticDiscount { ... on DiscountAutomaticApp { status } } }`;
    expect(
      await app.ask(
        `mutation Update($id: ID!, $discount: DiscountAutomaticAppInput!) {
          discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) {
            automaticAppDiscount { title discountClasses } userErrors { code }
          }
        }`,
        { id, discount: { title: "Other", discountClasses: ["ORDER", "SHIPPING"], endsAt: null } },
      ),
    ).toEqual({
      discountAutomaticAppUpdate: {
        automaticAppDiscount: { title: "Other", discountClasses: ["ORDER", "SHIPPING"] },
        userErrors: [],
      },
    });
    for (const [mutation, status] of [
      ["discountAutomaticDeactivate", "EXPIRED"],
      ["discountAutomaticActivate", "ACTIVE"],
    ] as const) {
      const text = `mutation M($id: ID!) { ${mutation}(id: $id) { ${node} userErrors { code } } }`;
      expect(await app.ask(text, { id })).toEqual({
        [mutation]: {
          automaticDiscountNode: { automaticDiscount: { status } },
          userErrors: [],
        },
      });
    }
    const remove = `mutation M($id: ID!) {
      discountAutomaticDelete(id: $id) { deletedAutomaticDiscountId userErrors { code field } }
    }`;
    expect(await app.ask(remove, { id })).toMatchObject({
      discountAutomaticDelete: { deletedAutomaticDiscountId: id, userErrors: [] },
    });
    expect(await app.ask(remove, { id })).toMatchObject({
      discountAutomaticDelete: {
        deletedAutomaticDiscountId: null,
        userErrors: [{ code: "INVALID", field: ["id"] }],
      },
    });
  });
});

describe("a metafield definition", () => {
  const DEFINE = `mutation Define($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      createdDefinition { key } userErrors { code field message }
    }
  }`;
  const definition = {
    ownerType: "ORDER",
    namespace: "$app",
    key: "hold",
    name: "Points hold",
    type: "single_line_text_field",
    access: { admin: "MERCHANT_READ" },
    capabilities: { cartToOrderCopyable: { enabled: true } },
  };

  it("is made once, and says what type its metafields have", async () => {
    expect(await app.ask(DEFINE, { definition })).toMatchObject({
      metafieldDefinitionCreate: { createdDefinition: { key: "hold" }, userErrors: [] },
    });
    expect(await app.ask(DEFINE, { definition })).toMatchObject({
      metafieldDefinitionCreate: { createdDefinition: null, userErrors: [{ code: "TAKEN" }] },
    });
    expect(
      await app.ask(`{ metafieldDefinitions(ownerType: ORDER, namespace: "$app", key: "hold", first: 1) {
        nodes { type { name } capabilities { cartToOrderCopyable { enabled } } } } }`),
    ).toEqual({
      metafieldDefinitions: {
        nodes: [
          {
            type: { name: "single_line_text_field" },
            capabilities: { cartToOrderCopyable: { enabled: true } },
          },
        ],
      },
    });
    const { order } = await store.control("POST", "/orders", { line_items: [{ price: "1" }] });
    const SET = `mutation Set($type: String) { metafieldsSet(metafields: [{
      ownerId: "${order.admin_graphql_api_id}", key: "hold", type: $type, value: "{}" }]) {
        metafields { type } userErrors { code } } }`;
    expect(await app.ask(SET, { type: "json" })).toMatchObject({
      metafieldsSet: { metafields: null, userErrors: [{ code: "INVALID_TYPE" }] },
    });
    expect(await app.ask(SET)).toMatchObject({
      metafieldsSet: { metafields: [{ type: "single_line_text_field" }], userErrors: [] },
    });
  });
});

describe("the Admin API at its worst", () => {
  it("refuses a mutation by name, and does nothing", async () => {
    const refusal = { code: "MAX_APP_DISCOUNTS", message: "Enough." };
    await store.control("PUT", "/faults", {
      refuse_mutation: { discountAutomaticAppCreate: refusal },
    });
    expect(await create(discountOf("loyalty"))).toEqual({
      automaticAppDiscount: null,
      userErrors: [{ ...refusal, field: null }],
    });
    expect((await store.control("GET", "/discounts")).discounts).toEqual([]);
  });

  it("does what it is asked and loses the answer, once for each entry", async () => {
    await store.control("PUT", "/faults", { lose_answer: ["discountAutomaticAppCreate"] });
    await expect(app.create(discountOf("loyalty"))).rejects.toThrow("fetch failed");
    expect((await store.control("GET", "/discounts")).discounts).toHaveLength(1);
    expect(await codesOf(discountOf("loyalty"))).toEqual([["TAKEN", "title"]]);
  });

  it("answers after the caller's patience, having done it", async () => {
    await store.control("PUT", "/faults", { admin_api: { delay_ms: 60_000 } });
    const query = `mutation { metafieldsSet(metafields: [{ ownerId: "gid://shopify/Shop/61234567890",
      key: "late", type: "json", value: "1" }]) { userErrors { code } } }`;
    await expect(app.ask(query, {}, AbortSignal.timeout(2_000))).rejects.toThrow("timeout");
    await store.control("PUT", "/faults", {});
    expect(await app.ask(`{ shop { metafield(key: "late") { value } } }`)).toEqual({
      shop: { metafield: { value: "1" } },
    });
  });
});

describe("an uninstalled app", () => {
  const totalOf = async () => {
    const { product } = await store.control("POST", "/products", { title: "Фара", price: "6000" });
    const { cart } = await store.control("POST", "/carts", { lines: [{ product_id: product.id }] });
    return (await store.control("GET", `/checkouts/${cart.token}`)).checkout.total.amount;
  };

  it("leaves no discount, metafield or definition behind", async () => {
    const { customer } = await store.control("POST", "/customers", { email: "left@example.com" });
    await create(discountOf("loyalty"));
    await app.setMetafield(customer.admin_graphql_api_id, "hold", { id: "1" });
    await store.control("POST", "/uninstall");
    app = await reinstalled();
    expect(
      await app.ask(
        `query Left($id: ID!) {
          discountNodes(first: 5) { nodes { id } }
          metafieldDefinitions(first: 5, ownerType: ORDER) { nodes { id } }
          customer(id: $id) { metafield(key: "hold") { value } }
        }`,
        { id: customer.admin_graphql_api_id },
      ),
    ).toEqual({
      discountNodes: { nodes: [] },
      metafieldDefinitions: { nodes: [] },
      customer: { metafield: null },
    });
  });

  it("gives no discount while it is away, even where Shopify keeps what it made", async () => {
    await create(discountOf("loyalty"));
    expect(await totalOf()).toBe("5990.00");
    await store.control("POST", "/uninstall", { keep: ["discounts", "metafields"] });
    expect(await totalOf()).toBe("6000.00");
    app = await reinstalled();
    expect(await totalOf()).toBe("5990.00");
  });

  async function reinstalled() {
    await store.control("POST", "/install");
    return discountClient(store);
  }
});
