import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "./support/dev-store.ts";

let store: DevStore;
beforeAll(async () => {
  store = await startDevStore();
});
afterAll(() => store.stop());

const page = async (path: string) => {
  const response = await fetch(store.url + path);
  return { status: response.status, text: await response.text() };
};
/** Sends a form as a browser does, and follows it to the page that says what happened. */
const submit = async (path: string, fields: Record<string, string>, origin = store.url) => {
  const body = new URLSearchParams(fields);
  const response = await fetch(store.url + path, { method: "POST", body, headers: { origin } });
  return {
    status: response.status,
    text: await response.text(),
    path: new URL(response.url).pathname,
  };
};
const order = async (body: object = {}) =>
  (
    await store.control("POST", "/orders", {
      line_items: [{ title: "Фильтр", price: "1000", quantity: 3 }],
      ...body,
    })
  ).order;

describe("the pages", () => {
  it.each(["/", "/orders", "/customers", "/deliveries", "/faults"])(
    "show %s even in an empty shop",
    async (path) => {
      expect((await page(path)).status).toBe(200);
    },
  );

  it("escape what customers typed", async () => {
    const { customer } = await store.control("POST", "/customers", {
      first_name: "<script>alert(1)</script>",
    });
    const { text } = await page(`/customers/${customer.id}`);
    expect(text).not.toContain("<script>");
    expect(text).toContain("&lt;script&gt;");
  });

  it("say what an action has done", async () => {
    const made = await order();
    const done = await submit(`/orders/${made.id}/refund`, {
      [`line.${made.line_items[0]!.id}`]: "1",
      amount: "900",
    });
    expect(done.path).toBe(`/orders/${made.id}`);
    expect(done.text).toContain("900.00");
    expect(done.text).toContain("with a refund discrepancy of 100.00");
    const cancelled = await submit(`/orders/${made.id}/cancel`, {
      reason: "customer",
      refund: "1",
    });
    expect(cancelled.text).toContain("The order was cancelled.");
  });

  it("say why an action was refused", async () => {
    const made = await order();
    const refused = await submit(`/orders/${made.id}/refund`, { amount: "9999999" });
    expect(refused).toMatchObject({ status: 200, path: `/orders/${made.id}` });
    expect(refused.text).toContain("more than what can be refunded");
  });

  it("let a customer buy, and lead to the order", async () => {
    const { customer } = await store.control("POST", "/customers", { email: "pages@example.com" });
    const bought = await submit(`/customers/${customer.id}/buy`, { quantity: "2" });
    expect(bought.path).toMatch(/^\/orders\/\d+$/);
    expect(bought.text).toContain("pages@example.com");
  });

  it("find customers by name, whatever the case of its letters", async () => {
    await store.control("POST", "/customers", {
      first_name: "Ёлкина",
      email: "yolkina@example.com",
    });
    expect((await page("/customers?q=ёлкин")).text).toContain("yolkina@example.com");
    expect((await page("/customers?q=nobody-at-all")).text).toContain("Nobody fits");
  });

  it("do nothing for a form of somebody else's", async () => {
    const made = await order();
    const foreign = await submit(`/orders/${made.id}/delete`, {}, "https://evil.example");
    expect(foreign.status).toBe(403);
    expect((await store.call("GET", `/orders/${made.id}`)).status).toBe(200);
  });

  it("say that something is not there", async () => {
    expect((await page("/orders/1")).status).toBe(404);
    expect((await page("/orders/1")).text).toContain("No such order");
  });
});
