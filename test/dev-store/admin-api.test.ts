import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adminClient, type AdminClient } from "./support/admin-client.ts";
import { startDevStore, type DevStore } from "./support/dev-store.ts";

let store: DevStore;
let graphql: (query: string, variables?: object) => ReturnType<AdminClient["graphql"]>;
beforeAll(async () => {
  store = await startDevStore();
  const admin = adminClient(store);
  const { access_token: token } = (await admin.exchange()).body;
  graphql = (query, variables) => admin.graphql(token, query, variables);
});
afterAll(() => store.stop());
beforeEach(() => store.control("PUT", "/faults", {}));

describe("the Admin API", () => {
  it("is Shopify's schema: unknown fields are refused, unfinished ones are errors and never nulls", async () => {
    const { order } = await store.control("POST", "/orders", { line_items: [{ price: "10" }] });
    const id = `gid://shopify/Order/${order.id}`;
    expect((await graphql("{ shop { colour } }")).errors?.[0]?.message).toContain(
      'Cannot query field "colour"',
    );
    const unfinished = await graphql(
      "query($id: ID!) { order(id: $id) { name billingAddress { city } } }",
      { id },
    );
    expect(unfinished.errors?.[0]?.message).toContain("Order.billingAddress");
  });

  it("pages orders by their last change, each once, while others change", async () => {
    const made: string[] = [];
    for (let day = 1; day <= 7; day += 1) {
      const at = `2025-03-0${day}T00:00:00Z`;
      made.push(
        (await store.control("POST", "/orders", { at, line_items: [{ price: "10" }] })).order
          .admin_graphql_api_id,
      );
    }
    const query = `query($filter: String!, $after: String) { orders(first: 3, after: $after, sortKey: UPDATED_AT, query: $filter) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const filter = "updated_at:>='2025-03-01T00:00:00Z' updated_at:<2025-04-01T00:00:00Z";
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await graphql(query, { filter, after });
      seen.push(...data.orders.nodes.map((node) => node.id));
      after = data.orders.pageInfo.hasNextPage ? data.orders.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(made);
  });

  it("tells edits from refunds by its agreements, and lists adjustments with their signs", async () => {
    const { order } = await store.control("POST", "/orders", {
      line_items: [{ price: "1000", quantity: 3 }],
    });
    const line = order.line_items[0]!.id;
    await store.control("POST", `/orders/${order.id}/edit`, {
      lines: [{ line_item_id: line, quantity: 2 }],
    });
    await store.control("POST", `/orders/${order.id}/refunds`, {
      refund_line_items: [{ line_item_id: line, quantity: 1 }],
      amount: "900",
    });
    const { data, errors } = await graphql(
      `
        query ($id: ID!) {
          order(id: $id) {
            edited
            displayFinancialStatus
            lineItems(first: 5) {
              nodes {
                quantity
                currentQuantity
              }
            }
            refunds {
              refundLineItems(first: 5) {
                nodes {
                  quantity
                  subtotalSet {
                    shopMoney {
                      amount
                    }
                  }
                }
              }
              orderAdjustments(first: 5) {
                nodes {
                  reason
                  amountSet {
                    shopMoney {
                      amount
                    }
                  }
                }
              }
              transactions(first: 5) {
                nodes {
                  kind
                }
              }
            }
            agreements(first: 10) {
              nodes {
                __typename
                reason
                sales(first: 5) {
                  nodes {
                    actionType
                    quantity
                    ... on ProductSale {
                      lineItem {
                        id
                      }
                    }
                  }
                }
              }
            }
          }
        }
      `,
      { id: order.admin_graphql_api_id },
    );
    expect(errors).toBeUndefined();
    expect(data.order).toMatchObject({
      edited: true,
      displayFinancialStatus: "PARTIALLY_REFUNDED",
      lineItems: { nodes: [{ quantity: 3, currentQuantity: 1 }] },
      refunds: [
        { orderAdjustments: { nodes: [] }, transactions: { nodes: [] } },
        {
          orderAdjustments: {
            nodes: [
              { reason: "REFUND_DISCREPANCY", amountSet: { shopMoney: { amount: "100.0" } } },
            ],
          },
        },
      ],
      agreements: {
        nodes: [
          {
            __typename: "OrderAgreement",
            sales: { nodes: [{ actionType: "ORDER", quantity: 3 }] },
          },
          {
            __typename: "OrderEditAgreement",
            sales: { nodes: [{ actionType: "UPDATE", quantity: -1 }] },
          },
          {
            __typename: "RefundAgreement",
            sales: { nodes: [{ actionType: "RETURN", quantity: -1 }] },
          },
        ],
      },
    });
  });

  it("sets metafields of the app's own namespace, and not over somebody else's change", async () => {
    const { customer } = await store.control("POST", "/customers", { email: "hold@example.com" });
    const set = (value: string, compareDigest: string | null) =>
      graphql(
        `
          mutation ($metafields: [MetafieldsSetInput!]!) {
            metafieldsSet(metafields: $metafields) {
              metafields {
                namespace
                compareDigest
              }
              userErrors {
                code
                field
              }
            }
          }
        `,
        {
          metafields: [
            {
              ownerId: customer.admin_graphql_api_id,
              namespace: "$app",
              key: "hold",
              type: "json",
              value,
              compareDigest,
            },
          ],
        },
      );
    const first = (await set(`{"points":1}`, null)).data.metafieldsSet;
    expect(first.userErrors).toEqual([]);
    expect(first.metafields[0]!.namespace).toMatch(/^app--/);
    const stale = (await set(`{"points":2}`, null)).data.metafieldsSet;
    expect(stale).toMatchObject({ metafields: null, userErrors: [{ code: "STALE_OBJECT" }] });
    expect(
      (await set(`{"points":2}`, first.metafields[0]!.compareDigest)).data.metafieldsSet.userErrors,
    ).toEqual([]);
  });

  it("throttles by cost, says how much is left, and lets in again", async () => {
    await store.control("PUT", "/faults", {
      admin_api: { throttle: { maximum: 10, restore_per_second: 0.001 } },
    });
    const answers = [];
    for (let turn = 0; turn < 12; turn += 1) answers.push(await graphql("{ shop { name } }"));
    expect(answers[0]!.extensions.cost).toMatchObject({
      actualQueryCost: 1,
      throttleStatus: { maximumAvailable: 10, currentlyAvailable: 9 },
    });
    expect(answers[11]).toMatchObject({
      status: 200,
      errors: [{ extensions: { code: "THROTTLED" } }],
    });
    await store.control("PUT", "/faults", {});
    expect((await graphql("{ shop { name } }")).errors).toBeUndefined();
  });

  it("fails as often as asked", async () => {
    await store.control("PUT", "/faults", { admin_api: { error_rate: 1 } });
    expect((await graphql("{ shop { name } }")).status).toBeGreaterThanOrEqual(500);
  });
});
