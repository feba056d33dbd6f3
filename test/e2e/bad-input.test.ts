import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPool } from "../../app/db/pool.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { issueApiToken } from "../../app/services/issue-api-token.server.ts";
import { DELIVERIES } from "../support/deliveries.ts";
import { withClient } from "../support/postgres.ts";
import { call, refusalOf } from "./support/clients.ts";
import { shopOf, type Bought } from "./support/shop.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();
const shop = shopOf(stack);

let anna: string;
/** A good order of hers that the app has never heard of, as Shopify would send it. */
let unheard: Payload;

type Payload = Record<string, unknown> & { line_items: Record<string, unknown>[] };
const orderAnswer = z.object({
  order: z.looseObject({ line_items: z.array(z.looseObject({})).min(1) }),
});

beforeAll(async () => {
  anna = await shop.customer();
  await stack.settle();
  await stack.control("PUT", "/faults", { lose: 1 });
  const order: Bought = await shop.buy(anna, [{ price: "1500.00" }]);
  await stack.control("PUT", "/faults", {});
  unheard = orderAnswer.parse(await stack.control("GET", `/orders/${order.id}`)).order;
});

const directAnswer = z.object({ status: z.number(), body: z.string() });

/** Delivers exactly this, signed, through the dev store; answers with what the app says. */
async function deliver(what: object): Promise<{ status: number; body: unknown }> {
  const answer = await stack.control("POST", "/webhooks", { topic: "orders/paid", ...what });
  const { status, body } = directAnswer.parse(answer);
  return { status, body: body === "" ? null : JSON.parse(body) };
}

const errorOf = ({ body }: { body: unknown }) =>
  refusalOf({ status: 0, headers: new Headers(), body });

/** How many deliveries lie in the database, by their state. */
function stored(): Promise<Record<string, number>> {
  return withClient(stack.databaseUrl, async (client) => {
    const { rows } = await client.query<{ state: string; count: number }>(
      `SELECT state, count(*)::int FROM ${DELIVERIES} GROUP BY state`,
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  });
}

async function pendingOf(customer: string): Promise<number> {
  await stack.settle();
  return (await shop.member(customer)).points.pending;
}

/** The order as changed; its line as changed. */
const changed = (change: object, line: object = {}): Payload => ({
  ...unheard,
  ...change,
  line_items: unheard.line_items.map((one) => ({ ...one, ...line })),
});

const price = (amount: string, currency = "RUB") => ({
  price: amount,
  price_set: { shop_money: { amount, currency_code: currency } },
});

describe("a webhook that Shopify did not send", () => {
  it.each([
    ["forged", { headers: { "x-shopify-hmac-sha256": "Zm9yZ2Vk" } }, 401, "invalid_hmac"],
    ["not signed", { headers: { "x-shopify-hmac-sha256": null } }, 401, "invalid_hmac"],
    ["of no topic", { headers: { "x-shopify-topic": null } }, 400, "invalid_header"],
    ["of no shop", { headers: { "x-shopify-shop-domain": "example.com" } }, 400, "invalid_header"],
    ["malformed JSON", { payload_text: '{"id": 1,' }, 400, "malformed_json"],
    ["of 5 MB", { payload_text: `"${"x".repeat(5_000_000)}"` }, 413, "body_too_large"],
    ["about something else", { topic: "themes/publish" }, 404, "unknown_topic"],
  ])("%s is refused, and nothing is stored", async (_, what, status, code) => {
    const before = await stored();
    const answer = await deliver({ payload: unheard, ...leftOut(what) });
    expect(answer.status).toBe(status);
    expect(errorOf(answer).code).toBe(code);
    expect(errorOf(answer).message).toMatch(/\w+ \w+/);
    expect(await stored()).toEqual(before);
  });

  /** A delivery has one body. */
  const leftOut = (what: object) =>
    "payload_text" in what ? { payload: undefined, ...what } : what;

  it("is refused with another method", async () => {
    const answer = await call(`${stack.app}/webhooks`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
  });
});

describe("a signed webhook that cannot be right", () => {
  it.each([
    ["a list", () => [], "(body)"],
    ["of another shape", () => ({ id: 1 }), "updated_at"],
    ["with lines that are none", () => ({ ...unheard, line_items: "none" }), "line_items"],
    ["with a negative price", () => changed({}, price("-1.00")), "line_items[0].price_set"],
    ["with an absurd price", () => changed({}, price("9".repeat(30))), "line_items[0].price_set"],
    ["with a negative quantity", () => changed({}, { quantity: -1 }), "line_items[0].quantity"],
    ["in an unknown currency", () => changed({ currency: "ZZZ" }), "currency"],
    ["in two currencies", () => changed({}, price("1.00", "USD")), "line_items[0].price_set"],
    ["with a time that is none", () => changed({ updated_at: "yesterday" }), "updated_at"],
  ])("%s: 422 names the field, it is kept as dead, and no points move", async (_, make, field) => {
    const { dead = 0, ...others } = await stored();
    const answer = await deliver({ payload: make() });
    expect(answer.status).toBe(422);
    expect(errorOf(answer).field.startsWith(field)).toBe(true);
    expect(errorOf(answer).message).toContain(field);
    expect(await pendingOf(anna)).toBe(0);
    expect(await stored()).toEqual({ ...others, dead: dead + 1 });
  });

  it("is counted where operators look, and kept with its body and the reason", async () => {
    const { dead } = await stored();
    const metrics = await (await fetch(`${stack.app}/metrics`)).text();
    expect(metrics).toContain(`\nkopilka_deliveries_dead ${dead}\n`);
    const listed = await stack.npm("deliveries", "dead");
    expect(listed.split("\n").filter((line) => /orders\/paid/.test(line))).toHaveLength(dead ?? 0);
    expect(listed).toMatch(/updated_at .*/);
    const kept = await withClient(stack.databaseUrl, (client) =>
      client.query<{ last_error: string; body: string }>(
        `SELECT last_error, convert_from(body, 'UTF8') AS body FROM ${DELIVERIES}
          WHERE state = 'dead' ORDER BY delivery_id DESC LIMIT 1`,
      ),
    );
    expect(kept.rows[0]?.last_error).toMatch(/^updated_at /);
    expect(JSON.parse(kept.rows[0]?.body ?? "")).toMatchObject({ updated_at: "yesterday" });
  });

  it("stands in nobody's way: the same order sent rightly earns its points", async () => {
    expect((await deliver({ payload: unheard })).status).toBe(200);
    expect(await pendingOf(anna)).toBe(15);
  });

  it("of a customer is kept as dead too, and the customer's next one is heard", async () => {
    const broken = await deliver({ topic: "customers/create", payload: { email: "a@b.example" } });
    expect(broken).toMatchObject({ status: 422, body: { error: { field: "id" } } });
    const boris = await shop.customer();
    await stack.settle();
    expect((await shop.member(boris)).status).toBe("active");
  });
});

describe("the API with a token", () => {
  const ask = (token: string | null) =>
    call(`${stack.app}/api/v1/members/${anna}`, "GET", undefined, {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    });

  it.each([
    ["that is missing", () => null],
    ["that is none", () => "secret"],
    ["with one character changed", () => withAnotherSecret(stack.token)],
  ])("%s answers 401", async (_, token) => {
    const answer = await ask(token());
    expect(answer.status).toBe(401);
    expect(refusalOf(answer)).toMatchObject({ code: "unauthorized" });
  });

  /** Still a token by its looks, so that its hash has to tell. */
  const withAnotherSecret = (token: string) =>
    token.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));

  it("that was revoked answers 401 from then on", async () => {
    const token = /kpl_\S+/.exec(await stack.npm("token", "create", "soon revoked"))?.[0] ?? "";
    expect((await ask(token)).status).toBe(200);
    const id = /^(\S+) +soon revoked/m.exec(await stack.npm("token", "list"))?.[1] ?? "";
    await stack.npm("token", "revoke", id);
    const answer = await ask(token);
    expect(answer.status).toBe(401);
    expect(refusalOf(answer).message).toMatch(/revoked/);
  });

  it("of another shop does not see this shop's members", async () => {
    const db = createPool(stack.databaseUrl, { max: 1 });
    const another = shopId("another-shop.myshopify.com");
    const now = new Date();
    const names = { shop: another, name: "Another", timezone: "UTC" };
    await installShop(db, { ...names, currency: currencyCode("RUB") }, now);
    const { token } = await issueApiToken(db, another, "e2e", now);
    await db.close();
    expect((await ask(token)).status).toBe(404);
    const adjustment = await call(
      `${stack.app}/api/v1/members/${anna}/points_transactions`,
      "POST",
      { points: 5, reason: "not mine" },
      { authorization: `Bearer ${token}`, "idempotency-key": "x" },
    );
    expect(adjustment.status).toBe(404);
    expect(await pendingOf(anna)).toBe(15);
  });
});

describe("the API with a body that is wrong", () => {
  const program = async () =>
    z
      .object({ document: z.looseObject({}), version: z.number() })
      .parse((await stack.api("/program")).body);

  it.each([
    [
      "no points for nothing",
      { earning: { rate: { points: 0, per_amount: "100.00" } } },
      "earning",
    ],
    ["an unknown currency", { currency: "ZZZ" }, "currency"],
    ["a field too many", { bonus: 1 }, "bonus"],
    ["a number for money", { redemption: { worth: { points: 1, amount: 1 } } }, "redemption"],
  ])("a program with %s: 422 names the field, and the version stays", async (_, change, field) => {
    const { document, version } = await program();
    const answer = await stack.api(
      "/program",
      "PUT",
      { ...document, ...change },
      {
        "if-match": `"${version}"`,
      },
    );
    expect(answer.status).toBe(422);
    expect(refusalOf(answer).field.startsWith(field)).toBe(true);
    expect(refusalOf(answer).message).toContain(field);
    expect((await program()).version).toBe(version);
  });

  it("a program over one that somebody else has published: 412", async () => {
    const { document } = await program();
    const answer = await stack.api("/program", "PUT", document, { "if-match": '"99"' });
    expect(answer.status).toBe(412);
    expect(refusalOf(answer).field).toBe("If-Match");
  });

  it.each([
    ["more points than there are", { points: -1000, reason: "slip" }, 422, "points"],
    ["half a point", { points: 0.5, reason: "slip" }, 422, "points"],
    ["an absurd number", { points: 1e18, reason: "slip" }, 422, "points"],
    ["no reason", { points: 5 }, 422, "reason"],
    ["no JSON", "{points", 400, ""],
  ])("an adjustment with %s is refused and moves nothing", async (_, body, status, field) => {
    const path = `/members/${anna}/points_transactions`;
    const answer = await stack.api(path, "POST", body, { "idempotency-key": "bad-adjustment" });
    expect(answer.status).toBe(status);
    expect(refusalOf(answer).field).toBe(field);
    expect(await shop.history(anna)).toHaveLength(1);
  });

  it("and after all of it the ledger is clean", async () => {
    expect(await stack.npm("verify")).toMatch(/: clean, /);
  });
});
