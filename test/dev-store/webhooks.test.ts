import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import { signatureOf } from "./support/receiver.ts";

let store: DevStore;
beforeAll(async () => void (store = await startDevStore()));
afterAll(() => store.stop());
beforeEach(async () => {
  store.app.answerWith(() => 200);
  await store.control("PUT", "/faults", {});
  await store.control("PUT", "/retries", { pauses_ms: null });
  await store.settle();
  store.app.forget();
});

const buy = () => store.control("POST", "/orders", { line_items: [{ price: "10" }] });

describe("a webhook", () => {
  it("is signed over the exact text, with Shopify's headers", async () => {
    await buy();
    await store.settle();
    const [created, paid] = [store.app.of("orders/create")[0]!, store.app.of("orders/paid")[0]!];
    expect(created.headers["x-shopify-hmac-sha256"]).toBe(signatureOf(created.text));
    expect(created.headers).toMatchObject({
      "content-type": "application/json",
      "x-shopify-shop-domain": "kopilka-dev.myshopify.com",
      "x-shopify-api-version": "2026-07",
    });
    expect(Date.parse(String(created.headers["x-shopify-triggered-at"]))).toBeGreaterThan(0);
    expect(created.headers["x-shopify-webhook-id"]).not.toBe(paid.headers["x-shopify-webhook-id"]);
    expect(created.headers["x-shopify-event-id"]).toBe(paid.headers["x-shopify-event-id"]);
  });

  it("that the app refuses is retried with the payload and ids of the first time", async () => {
    let refusals = 3;
    store.app.answerWith(() => (refusals-- > 0 ? 500 : 200));
    await store.control("PUT", "/retries", { pauses_ms: [0, 0, 0, 0] });
    await store.control("POST", "/customers", { email: "retry@example.com" });
    await store.settle();
    const tries = store.app.of("customers/create");
    expect(tries).toHaveLength(4);
    expect(
      new Set(tries.map((each) => each.text + String(each.headers["x-shopify-webhook-id"]))).size,
    ).toBe(1);
    const logged = (await store.control("GET", "/webhooks")).deliveries[0]!;
    expect(logged).toMatchObject({ topic: "customers/create", status: "delivered", attempts: 4 });
    expect(logged.history.map((attempt: { status: number }) => attempt.status)).toEqual([
      500, 500, 500, 200,
    ]);
  });

  it("is given up after eight retries, and can be sent again by hand", async () => {
    store.app.answerWith(() => 503);
    await store.control("POST", "/customers", { email: "given-up@example.com" });
    await store.settle();
    const logged = (await store.control("GET", "/webhooks")).deliveries[0]!;
    expect(logged).toMatchObject({ status: "failed", attempts: 9 });
    store.app.answerWith(() => 200);
    await store.control("POST", `/webhooks/${logged.id}/redeliver`);
    await store.settle();
    expect((await store.control("GET", `/webhooks/${logged.id}`)).delivery.status).toBe(
      "delivered",
    );
  });

  it("waits for its retry over a restart", async () => {
    store.app.answerWith(() => 500);
    await store.control("PUT", "/retries", { pauses_ms: [3_600_000] });
    const refused = new Promise<void>((resolve) => store.app.answerWith(() => (resolve(), 500)));
    await store.control("POST", "/customers", { email: "restart@example.com" });
    await refused;
    await store.restart();
    store.app.answerWith(() => 200);
    await store.settle();
    expect((await store.control("GET", "/webhooks")).deliveries[0]).toMatchObject({
      status: "delivered",
    });
  });

  it("can be given to it word for word, numbers and headers included", async () => {
    const body = `{"topic": "orders/paid", "payload": {"id": 90071992547409931, "price": 1.10}, "headers": {"X-Shopify-Hmac-Sha256": "forged", "X-Shopify-Event-Id": null}}`;
    store.app.answerWith(() => 401);
    const answer = await store.control("POST", "/webhooks", body);
    expect(answer).toMatchObject({ status: 401, body: `{"took":"orders/paid"}` });
    const [got] = store.app.received;
    expect(got!.text).toBe(`{"id":90071992547409931,"price":1.10}`);
    expect(got!.headers["x-shopify-hmac-sha256"]).toBe("forged");
    expect(got!.headers).not.toHaveProperty("x-shopify-event-id");
    const broken = await store.control("POST", "/webhooks", {
      topic: "orders/paid",
      payload_text: `{"id": `,
    });
    expect(broken.status).toBe(401);
    expect(store.app.received[1]!.text).toBe(`{"id": `);
  });
});

describe("faults", () => {
  it("send each webhook again as often as asked", async () => {
    await store.control("PUT", "/faults", { duplicate: 2 });
    await store.control("POST", "/customers", { email: "twice@example.com" });
    await store.settle();
    const copies = store.app.of("customers/create");
    expect(copies).toHaveLength(3);
    expect(new Set(copies.map((each) => each.headers["x-shopify-webhook-id"])).size).toBe(1);
  });

  it("lose webhooks, and say so", async () => {
    await store.control("PUT", "/faults", { lose: 1 });
    await buy();
    await store.settle();
    expect(store.app.received).toEqual([]);
    expect((await store.control("GET", "/state")).counts.deliveries.lost).toBeGreaterThanOrEqual(2);
  });

  it("reorder what is pending, and lose none of it", async () => {
    await store.control("PUT", "/faults", { reorder: true });
    const { order } = await buy();
    for (let turn = 0; turn < 10; turn += 1)
      await store.control("POST", `/orders/${order.id}/${turn % 2 === 0 ? "close" : "reopen"}`);
    await store.settle();
    const closed = store.app
      .of("orders/updated")
      .map((each) => (JSON.parse(each.text) as { closed_at: unknown }).closed_at !== null);
    expect(closed).toHaveLength(10);
    expect(closed.filter(Boolean)).toHaveLength(5);
  });

  it.each([
    [{ lose: 1.5 }, "lose"],
    [{ duplicate: -1 }, "duplicate"],
    [{ delay_ms: "soon" }, "delay_ms"],
    [{ admin_api: { error_rate: 2 } }, "admin_api.error_rate"],
    [{ loose: 1 }, "loose"],
  ])("that make no sense are refused with the field's name: %j", async (faults, field) => {
    const answer = await store.call("PUT", "/faults", faults);
    expect(answer.status).toBe(422);
    expect(answer.body.error.field).toBe(field);
  });
});

it("says what is outstanding when it does not settle in time", async () => {
  store.app.beBusyWith(2);
  const answer = await store.call("POST", "/settle", { timeout_ms: 100 });
  store.app.beBusyWith(0);
  expect(answer.status).toBe(504);
  expect(answer.body.error.message).toContain("kopilka_jobs_outstanding 2");
});
