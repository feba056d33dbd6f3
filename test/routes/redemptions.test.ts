import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, holdId, orderId } from "../../app/domain/ids.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { clearHolds } from "../../app/services/clear-holds.server.ts";
import { metafieldsOn } from "../support/metafields-on.ts";
import { DEV_KEY, DEV_SECRET } from "../support/running-dev-store.ts";
import { line, orderFacts } from "../support/order-examples.ts";
import { sessionToken } from "../support/session-token.ts";
import { KOPILKA_SHOP, useRedemptionShop, type Told } from "./support/redemption-shop.ts";

const shop = useRedemptionShop();
const faults = (given: object) => shop.store.control("PUT", "/faults", { lose: 1, ...given });
beforeEach(() => faults({}));
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
});

const codeOf = ({ body }: Told) => (body["error"] as { code?: string } | undefined)?.code;
const holdOf = ({ body }: Told) => body["hold"] as Record<string, unknown>;
const money = (amount: string) => ({ amount, currency: "RUB" });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("a shopper at the checkout", () => {
  it("sees what points there are, what they are worth and by what rules they are spent", async () => {
    const anna = await shop.shopper(1200n);
    const answer = await shop.ask(anna, "/redemptions");
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      member: {
        status: "active",
        balance: { points: 1200, money: money("1200.00") },
        pending: 0,
        owed: 0,
        hold: null,
        returning: 0,
      },
      program: {
        earning: { rate: { points: 1, per_amount: "100.00" }, rounding: "down" },
        redemption: {
          worth: { points: 1, amount: "1.00" },
          step_points: 10,
          minimum_points: 100,
          maximum_share_percent: 30,
        },
        currency: "RUB",
      },
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("sees nothing where they are no member yet", async () => {
    const answer = await shop.ask(customerId("999"), "/redemptions");
    expect([answer.status, answer.body["member"]]).toEqual([200, null]);
  });

  it("holds points, which the discount then finds on the customer", async () => {
    const anna = await shop.shopper(1200n);
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect(answer.status).toBe(201);
    const hold = holdOf(answer);
    expect(hold).toEqual({
      id: expect.stringMatching(UUID) as unknown,
      code: expect.stringMatching(/^[2-9A-HJKMNP-TV-Z]{6}$/) as unknown,
      points: 500,
      money: money("500.00"),
      expires_at: expect.any(String) as unknown,
      state: "active",
    });
    const { id, code } = hold;
    expect(await shop.metafield(anna)).toEqual({
      id,
      code,
      points: 500,
      amount: "500.00",
      currency: "RUB",
    });
    const seen = await shop.ask(anna, "/redemptions");
    expect(seen.body["member"]).toMatchObject({ balance: { points: 700 }, hold });
  });

  it("changes the amount, and takes the hold back", async () => {
    const anna = await shop.shopper(1000n);
    await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    const second = await shop.ask(anna, "/redemptions", "POST", { points: 1000 });
    expect(second.status).toBe(201);
    expect(await shop.metafield(anna)).toMatchObject({ id: holdOf(second)["id"], points: 1000 });
    expect(await shop.balance(anna)).toEqual([0n, 1000n]);
    const path = `/redemptions/${String(holdOf(second)["id"])}`;
    for (const time of ["once", "again"]) {
      const answer = await shop.ask(anna, path, "DELETE");
      expect([time, answer.status, holdOf(answer)["state"]]).toEqual([time, 200, "released"]);
    }
    expect(await shop.metafield(anna)).toBeNull();
    expect(await shop.balance(anna)).toEqual([1000n, 0n]);
  });

  it.each([
    [{ points: 1210 }, 422, "not_enough_points"],
    [{ points: 90 }, 422, "below_minimum"],
    [{ points: 105 }, 422, "not_a_step"],
    [{ points: 0 }, 422, "invalid_request"],
    [{ points: 1.5 }, 422, "invalid_request"],
    [{ points: "500" }, 422, "invalid_request"],
    [{ points: 500, customer: "1" }, 422, "invalid_request"],
  ])("is refused %j, and told why", async (asked, status, code) => {
    const anna = await shop.shopper(1200n);
    const answer = await shop.ask(anna, "/redemptions", "POST", asked);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(await shop.balance(anna)).toEqual([1200n, 0n]);
    expect(await shop.metafield(anna)).toBeNull();
  });

  it("is told the figure that a refusal is measured by", async () => {
    const anna = await shop.shopper(100n);
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 200 });
    expect(answer.body["error"]).toMatchObject({ available: 100 });
  });

  it("cannot take another's hold away", async () => {
    const [anna, boris] = [await shop.shopper(500n), await shop.shopper(500n)];
    const hold = holdOf(await shop.ask(anna, "/redemptions", "POST", { points: 500 }));
    for (const id of [String(hold["id"]), holdId("00000000-0000-7000-8000-000000000000"), "x"]) {
      const answer = await shop.ask(boris, `/redemptions/${id}`, "DELETE");
      expect([answer.status, codeOf(answer)]).toEqual([404, "unknown_hold"]);
    }
    expect(await shop.balance(anna)).toEqual([0n, 500n]);
  });
});

describe("a session token", () => {
  const past = Math.floor(Date.now() / 1000) - 60;
  const claims = { dest: `https://${KOPILKA_SHOP}`, aud: DEV_KEY, sub: "gid://shopify/Customer/1" };
  const WRONG: [string, string | null][] = [
    ["is missing", null],
    ["is no token", "abc"],
    ["is forged", sessionToken(claims, "another secret")],
    ["is not signed", sessionToken(claims, DEV_SECRET, "none")],
    ["is over", sessionToken({ ...claims, nbf: past - 300, exp: past }, DEV_SECRET)],
    ["is not valid yet", sessionToken({ ...claims, nbf: past + 3_600 }, DEV_SECRET)],
    ["is for another app", sessionToken({ ...claims, aud: "another-app" }, DEV_SECRET)],
    [
      "is of a shop without the app",
      sessionToken({ ...claims, dest: "https://other-shop.myshopify.com" }, DEV_SECRET),
    ],
    ["is of no shop", sessionToken({ ...claims, dest: "https://evil.example.com" }, DEV_SECRET)],
    [
      "is of somebody who is no customer",
      sessionToken({ ...claims, sub: "gid://shopify/StaffMember/1" }, DEV_SECRET),
    ],
    [
      "is the embedded admin's",
      sessionToken({ ...claims, iss: `https://${KOPILKA_SHOP}/admin`, sub: "1" }, DEV_SECRET),
    ],
  ];
  it.each(WRONG)("that %s lets nobody in", async (_, token) => {
    for (const [path, method] of [
      ["/redemptions", "GET"],
      ["/redemptions", "POST"],
      ["/redemptions/00000000-0000-7000-8000-000000000000", "DELETE"],
      ["/orders/1/points", "GET"],
    ] as const) {
      const body = method === "POST" ? { points: 100 } : undefined;
      const answer = await shop.askWith(token, path, method, body);
      expect([answer.status, codeOf(answer)]).toEqual([401, "invalid_token"]);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
  });

  it("may name the shop and the customer in either way", async () => {
    const anna = await shop.shopper(100n);
    const token = shop.token(null, { dest: KOPILKA_SHOP, sub: anna });
    const answer = await shop.askWith(token, "/redemptions");
    expect(answer.body["member"]).toMatchObject({ balance: { points: 100 } });
  });

  it("of a guest shows the rules, and asks for a login for everything else", async () => {
    const guest = shop.token(null);
    const rules = await shop.askWith(guest, "/redemptions");
    expect([rules.status, rules.body["member"]]).toEqual([200, null]);
    expect(rules.body["program"]).toMatchObject({ earning: { rate: { points: 1 } } });
    for (const [path, method, body] of [
      ["/redemptions", "POST", { points: 100 }],
      ["/redemptions/00000000-0000-7000-8000-000000000000", "DELETE", undefined],
      ["/orders/1/points", "GET", undefined],
    ] as const) {
      const answer = await shop.askWith(guest, path, method, body);
      expect([answer.status, codeOf(answer)]).toEqual([403, "login_required"]);
    }
  });
});

it("answers the preflight of a browser, from wherever it asks", async () => {
  for (const path of ["/redemptions", "/redemptions/1", "/orders/1/points"]) {
    const response = await fetch(`${shop.web.url}/api${path}`, {
      method: "OPTIONS",
      headers: {
        origin: "null",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")).toBe(
      "authorization, content-type",
    );
  }
});

describe("where Shopify", () => {
  const sweep = async (at = new Date()) => {
    const { metafields, close } = metafieldsOn(shop.store, shop.web);
    try {
      return await clearHolds(shop.web.db, metafields, KOPILKA_SHOP, at);
    } finally {
      await close();
    }
  };
  const later = () => new Date(Date.now() + 120_000);

  it("refuses to write the hold, the points are free at once", async () => {
    const anna = await shop.shopper(500n);
    await faults({ refuse_mutation: { metafieldsSet: { message: "Value is too long." } } });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect([answer.status, codeOf(answer)]).toEqual([502, "refused_by_shopify"]);
    expect(await shop.balance(anna)).toEqual([500n, 0n]);
  });

  it("has written it and the answer is lost, asking again finds it", async () => {
    const anna = await shop.shopper(500n);
    await faults({ lose_answer: ["metafieldsSet"] });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect(answer.status).toBe(201);
    expect(await shop.metafield(anna)).toMatchObject({ id: holdOf(answer)["id"] });
  });

  it("never answers what it has written, the points come back once it is gone again", async () => {
    const anna = await shop.shopper(500n);
    await faults({ lose_answer: ["metafieldsSet", "metafieldsSet"] });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect([answer.status, codeOf(answer)]).toEqual([503, "shopify_unavailable"]);
    expect(await shop.metafield(anna)).toMatchObject({ points: 500 });
    expect(await shop.balance(anna)).toEqual([0n, 500n]);
    expect(await sweep(later())).toMatchObject({ released: 1 });
    expect(await shop.metafield(anna)).toBeNull();
    expect(await shop.balance(anna)).toEqual([500n, 0n]);
  });

  it("is out of order, the points wait until it can be asked, and a call that is late is waited for", async () => {
    const anna = await shop.shopper(500n);
    await faults({ admin_api: { error_rate: 1 } });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect([answer.status, codeOf(answer)]).toEqual([503, "shopify_unavailable"]);
    await expect(sweep(later())).rejects.toThrow(/0 cleared; 1 passed over/);
    await faults({});
    expect(await sweep()).toMatchObject({ released: 0 });
    expect(await shop.balance(anna)).toEqual([0n, 500n]);
    expect(await sweep(later())).toMatchObject({ released: 1 });
    expect(await shop.balance(anna)).toEqual([500n, 0n]);
  });

  it("throttles for a moment, the hold is made a moment later", async () => {
    const anna = await shop.shopper(500n);
    await faults({ admin_api: { throttle: { maximum: 40, restore_per_second: 40 } } });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    expect([201, 503]).toContain(answer.status);
    await faults({});
    if (answer.status === 503) await sweep(later());
  });

  it("does not answer the shopper who takes a hold back, it stays until it is gone", async () => {
    const anna = await shop.shopper(500n);
    const hold = holdOf(await shop.ask(anna, "/redemptions", "POST", { points: 500 }));
    await faults({ admin_api: { error_rate: 1 } });
    const path = `/redemptions/${String(hold["id"])}`;
    const answer = await shop.ask(anna, path, "DELETE");
    expect([answer.status, holdOf(answer)["state"]]).toEqual([200, "clearing"]);
    await faults({});
    const again = await shop.ask(anna, path, "DELETE");
    expect([again.status, holdOf(again)["state"]]).toEqual([200, "released"]);
    expect(await shop.metafield(anna)).toBeNull();
  });

  it("did not answer, the shopper may ask again at once", async () => {
    const anna = await shop.shopper(500n);
    await faults({ lose_answer: ["metafieldsSet", "metafieldsSet"] });
    await shop.ask(anna, "/redemptions", "POST", { points: 500 });
    const seen = await shop.ask(anna, "/redemptions");
    expect(seen.body["member"]).toMatchObject({ balance: { points: 500 }, hold: null });
    const answer = await shop.ask(anna, "/redemptions", "POST", { points: 300 });
    expect(answer.status).toBe(201);
    expect(await shop.metafield(anna)).toMatchObject({ points: 300 });
    expect(await shop.balance(anna)).toEqual([200n, 300n]);
  });
});

describe("an order's points", () => {
  const buys = (id: string, customer: string) =>
    accrueOrders(
      shop.web.db,
      KOPILKA_SHOP,
      [
        {
          kind: "state",
          facts: orderFacts([line("1", 120_000n)], {
            orderId: orderId(id),
            customerId: customerId(customer),
            processedAt: new Date(),
            updatedAt: new Date(),
          }),
        },
      ],
      new Date(),
    );

  it("are being processed until a webhook has told, and known then", async () => {
    const anna = await shop.shopper(500n);
    const asked = () => shop.ask(anna, "/orders/5001/points");
    expect(await asked()).toMatchObject({ status: 202, body: { status: "processing" } });
    await buys("5001", anna);
    const { status, body } = await asked();
    expect([status, body]).toEqual([
      200,
      {
        status: "known",
        order_id: "5001",
        earned: 12,
        will_earn: 12,
        pending: 12,
        matures_at: expect.any(String) as unknown,
        spent: 0,
        restored: 0,
        balance: { points: 500, money: money("500.00") },
      },
    ]);
    for (const type of ["Order", "OrderIdentity"]) {
      const id = encodeURIComponent(`gid://shopify/${type}/5001`);
      expect((await shop.ask(anna, `/orders/${id}/points`)).body).toEqual(body);
    }
  });

  it("are nobody else's to see", async () => {
    const [anna, boris] = [await shop.shopper(0n), await shop.shopper(0n)];
    await buys("5002", anna);
    const answer = await shop.ask(boris, "/orders/5002/points");
    expect([answer.status, codeOf(answer)]).toEqual([404, "unknown_order"]);
    expect((await shop.askWith(shop.token(null), "/orders/5002/points")).status).toBe(403);
    expect((await shop.ask(anna, "/orders/x/points")).status).toBe(400);
  });
});
