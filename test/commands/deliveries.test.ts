import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeBodies } from "../../app/services/remove-bodies.server.ts";
import { deliveriesIn, delivery, insertDeliveries, workerOn } from "../support/deliveries.ts";
import { day } from "../support/order-examples.ts";
import { startProcess } from "../support/processes.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";
import { orderPayload } from "../support/order-payload.ts";

const ANNA = "7000000000001";
const REFUSAL = "line_items[0].price must be a decimal amount";

let shop: ShopDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
});
afterAll(() => shop.close());

async function deliveries(...args: string[]) {
  const running = startProcess(["app/commands/deliveries.ts", ...args], {
    DATABASE_URL: shop.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:3000",
    PERSONAL_DATA_KEY: "a key of at least thirty-two characters",
  });
  const code = await running.ended;
  return { code, output: running.output() };
}

/** Refuses an order of 700.00 as the webhook endpoint does. @returns the delivery's id */
async function refused(of: typeof SHOP, order: number): Promise<string> {
  const customer = { id: Number(ANNA) };
  const ids = { id: order, admin_graphql_api_id: null };
  const payload = orderPayload([{ id: 1, price: "700.00" }], { ...ids, customer });
  const body = Buffer.from(JSON.stringify(payload));
  await insertDeliveries(shop.db, [
    delivery({ shop: of, topic: "orders/paid", receivedAt: day(2), body, refusal: REFUSAL }),
  ]);
  return String((await deliveriesIn(shop.db)).at(-1)?.delivery_id);
}

describe("npm run deliveries", () => {
  it("lists what is dead, and has the worker try one again", async () => {
    expect(await deliveries("dead")).toEqual({ code: 0, output: "No delivery is dead.\n" });
    const id = await refused(SHOP, 11);
    expect(await deliveries("dead")).toEqual({
      code: 0,
      output: `${id}  ${SHOP}  orders/paid  received ${day(2).toISOString()}  attempts 0  ${REFUSAL}\n`,
    });
    expect((await deliveries("dead", "--shop", "second")).output).toBe("No delivery is dead.\n");

    const elsewhere = await deliveries("again", id, "--shop", "second");
    expect(elsewhere).toEqual({
      code: 1,
      output: `kopilka: there is no dead delivery ${id} of ${OTHER_SHOP}\n`,
    });
    expect(await deliveries("again", id)).toEqual({ code: 0, output: `Queued ${id} again.\n` });
    expect(await deliveries("again", id)).toMatchObject({ code: 1 });
    expect(await workerOn(shop.db).work(new Date())).toBe(1);
    expect(await shop.points(SHOP, ANNA)).toBe(7n);
  });

  it("has all of a shop, or of all shops, tried again, but for what is no longer readable", async () => {
    const gone = await refused(SHOP, 12);
    await removeBodies(shop.db, day(93));
    await refused(SHOP, 13);
    await refused(OTHER_SHOP, 14);
    const cut = await deliveries("again", gone);
    expect([cut.code, cut.output]).toEqual([1, expect.stringContaining("nothing is left")]);

    expect(await deliveries("again", "--all", "--shop", "second")).toEqual({
      code: 0,
      output: "1 queued again.\n",
    });
    expect((await deliveries("again", "--all")).output).toBe("1 queued again.\n");
    expect(await workerOn(shop.db).work(new Date())).toBe(2);
    expect(await shop.points(SHOP, ANNA)).toBe(14n);
    expect(await shop.points(OTHER_SHOP, ANNA)).toBe(7n);
    expect((await deliveries("dead")).output).toMatch(
      new RegExp(`^${gone}  .*\\(its body is gone\\)\\n$`),
    );
  });

  it.each([
    "",
    "alive",
    "dead 7",
    "dead --all",
    "again",
    "again 7 --all",
    "again 1 2",
    "again seven",
    "again 777",
    "dead --shop a.example.com",
  ])("says in one line what is wrong with '%s'", async (line) => {
    const { code, output } = await deliveries(...line.split(" ").filter((word) => word !== ""));
    expect(code).toBe(1);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(output).toMatch(/^kopilka: /);
  });
});
