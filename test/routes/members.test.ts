import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import { parseProgram } from "../../app/domain/program.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { orderEventFromPayload } from "../../app/shopify/payloads/order-events.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { orderPayload } from "../support/order-payload.ts";
import { apiClient, ask, programDocument, refusalOf, type ApiClient } from "./support/api.ts";
import { OTHER_SHOP, SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let api: ApiClient;
const now = new Date("2026-11-21T12:00:00Z");

beforeAll(async () => {
  web = await startWebProcess(() => now);
  api = await apiClient(web);
});
afterAll(() => web.stop());

const enrol = (...customers: CustomerId[]) =>
  inTransaction(web.db, (tx) => ensureMembers(tx, SHOP, customers, now));

/** Lets a customer buy for so many roubles; one point per hundred. */
async function buys(customer: CustomerId, order: string, roubles: string) {
  const payload = orderPayload([{ id: `${order}1`, price: roubles }], {
    id: order,
    admin_graphql_api_id: `gid://shopify/Order/${order}`,
    customer: { id: customer },
  });
  const read = orderEventFromPayload("orders/paid", payload, emailHasher("x".repeat(32)), now);
  if (read.kind !== "ok") throw new Error(read.message);
  await accrueOrders(web.db, SHOP, [read.value], now);
}

async function publish() {
  const program = parseProgram(programDocument());
  if (program.kind !== "ok") throw new Error("not a program");
  const publishedAt = new Date("2025-01-01T00:00:00Z");
  await publishProgram(web.db, { shop: SHOP, program: program.program, by: "test" }, publishedAt);
}

describe("a member", () => {
  it("has nothing, and points without a worth, before anything has happened", async () => {
    await enrol(customerId("9007199254740993"));
    const answer = await api("/members/9007199254740993");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(answer.body).toEqual({
      customer_id: "9007199254740993",
      status: "active",
      points: { pending: 0, available: 0, held: 0, owed: 0 },
      points_value: null,
      lifetime_earned: 0,
      tier: null,
      tier_progress: null,
      joined_at: "2026-11-21T12:00:00.000Z",
    });
  });

  it("earns by an order, with the arithmetic, and has it to spend when it has matured", async () => {
    await publish();
    const customer = customerId("1001");
    await buys(customer, "5001", "120050.00");
    expect((await api("/members/1001")).body).toMatchObject({
      points: { pending: 1200, available: 0, held: 0, owed: 0 },
      points_value: { amount: "0.00", currency: "RUB" },
      lifetime_earned: 1200,
    });

    const page = await api("/members/1001/points_transactions");
    expect(page.body["next_cursor"]).toBeNull();
    const [earned] = page.body["data"] as Record<string, unknown>[];
    expect(earned).toMatchObject({
      seq: 1,
      code: "earn",
      changes: [{ account: "pending", points: 1200 }],
      order_id: "5001",
      reason: null,
      program_version: 1,
      recorded_at: "2026-11-21T12:00:00.000Z",
    });
    expect(earned?.["hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(earned?.["explanation"])).toContain("50011");

    await maturePoints(web.db, SHOP, new Date("2027-01-15T00:00:00Z"));
    expect((await api("/members/1001")).body).toMatchObject({
      points: { pending: 0, available: 1200 },
      points_value: { amount: "1800.00", currency: "RUB" },
      lifetime_earned: 1200,
    });
    const matured = await api("/members/1001/points_transactions?limit=1");
    expect(matured.body["data"]).toMatchObject([
      {
        code: "mature",
        changes: [
          { account: "pending", points: -1200 },
          { account: "available", points: 1200 },
        ],
      },
    ]);
  });

  it("is found under its old customer id after a merge, with what it earned there", async () => {
    await buys(customerId("2001"), "6001", "1000.00");
    await buys(customerId("2002"), "6002", "2000.00");
    await mergeMembers(web.db, SHOP, { from: customerId("2001"), into: customerId("2002") }, now);
    const kept = (await api("/members/2002")).body;
    expect(kept).toMatchObject({ points: { pending: 30 }, lifetime_earned: 30 });
    expect((await api("/members/2001")).body).toEqual({ ...kept, customer_id: "2001" });
  });

  it("is not there for an id that nobody has", async () => {
    const answer = await api("/members/404");
    expect(answer.status).toBe(404);
    expect(refusalOf(answer)).toMatchObject({ code: "unknown_member" });
  });

  it.each(["anna", "12a", "-1", "0", "9".repeat(21)])("is not asked for as %s", async (id) => {
    const answer = await api(`/members/${id}`);
    expect(answer.status).toBe(400);
    expect(refusalOf(answer)).toMatchObject({ code: "invalid_request", field: "customer_id" });
  });

  it("of another shop is not there, whatever its id", async () => {
    await enrol(customerId("3001"));
    const others = await apiClient(web, OTHER_SHOP);
    for (const path of ["/members/3001", "/members/3001/points_transactions"]) {
      const answer = await others(path);
      expect(answer.status).toBe(404);
    }
  });
});

describe("an adjustment", () => {
  const path = "/members/4001/points_transactions";
  const post = (body: unknown, key = "the-key", to = path) =>
    api(to, { method: "POST", body, headers: { "idempotency-key": key } });
  beforeAll(() => enrol(customerId("4001"), customerId("4002")));

  it("gives points with a reason, once per key", async () => {
    const request = { points: 500, reason: "Sorry for the wait" };
    const first = await post(request);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      code: "adjust",
      changes: [{ account: "available", points: 500 }],
      order_id: null,
      reason: "Sorry for the wait",
      event_at: "2026-11-21T12:00:00.000Z",
    });
    const again = await post(request);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect((await api("/members/4001")).body).toMatchObject({ points: { available: 500 } });
    expect((await api(path)).body["data"]).toEqual([first.body]);
  });

  it.each([
    ["other points", { points: 501, reason: "Sorry for the wait" }, path],
    ["another reason", { points: 500, reason: "A gift" }, path],
    [
      "another member",
      { points: 500, reason: "Sorry for the wait" },
      "/members/4002/points_transactions",
    ],
  ])("is refused under a used key with %s", async (_, body, to) => {
    const answer = await post(body, "the-key", to);
    expect(answer.status).toBe(409);
    expect(refusalOf(answer)).toMatchObject({
      code: "idempotency_key_reused",
      field: "Idempotency-Key",
    });
  });

  it("takes points, but not more than there are", async () => {
    const taken = await post({ points: -200, reason: "Booked twice" }, "take");
    expect(taken.status).toBe(201);
    expect(taken.body["changes"]).toEqual([{ account: "available", points: -200 }]);
    const refused = await post({ points: -301, reason: "Booked twice" }, "take-more");
    expect(refused.status).toBe(422);
    expect(refusalOf(refused)).toMatchObject({ code: "not_enough_points", field: "points" });
    expect(refusalOf(refused).message).toContain("300");
  });

  it("that was sent ten times at once is posted once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post({ points: 7, reason: "Hurry" }, "at-once")),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(9).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
  });

  it.each([
    [{ points: 0, reason: "x" }, "points", "must not be 0"],
    [{ points: 1.5, reason: "x" }, "points", "must be a whole number"],
    [{ points: "5", reason: "x" }, "points", "must be a whole number"],
    [{ points: null, reason: "x" }, "points", "must be a whole number"],
    [{ points: 2 ** 60, reason: "x" }, "points", "must be"],
    [{ points: -1e12, reason: "x" }, "points", "must be at least"],
    [{ reason: "x" }, "points", "is missing"],
    [{ points: 5 }, "reason", "is missing"],
    [{ points: 5, reason: 5 }, "reason", "must be text"],
    [{ points: 5, reason: "  " }, "reason", "must not be empty"],
    [{ points: 5, reason: "x".repeat(501) }, "reason", "must be at most 500 characters"],
    [{ points: 5, reason: "a\u0000b" }, "reason", "must not contain NUL"],
    [{ points: 5, reason: "a\ud800b" }, "reason", "must not contain NUL or halves"],
    [{ points: 5, reason: "x", note: "y" }, "note", "is not known here"],
    [[], "the body", ""],
  ])("of %j is refused, naming %s: it %s", async (body, field, message) => {
    const before = (await api("/members/4001")).body;
    const answer = await post(body, "bad");
    expect(answer.status).toBe(422);
    expect(refusalOf(answer)).toMatchObject({ code: "invalid_request", field });
    expect(refusalOf(answer).message).toContain(`${field} ${message}`);
    expect((await api("/members/4001")).body).toEqual(before);
  });

  it("needs a key", async () => {
    const body = { points: 5, reason: "x" };
    const without = await api(path, { method: "POST", body });
    expect(without.status).toBe(400);
    expect(refusalOf(without)).toMatchObject({ field: "Idempotency-Key" });
    expect((await post(body, "two words")).status).toBe(400);
  });

  it("is refused where it is not JSON, or is too large", async () => {
    const malformed = await post('{"points": 5,');
    expect(malformed.status).toBe(400);
    expect(refusalOf(malformed)).toMatchObject({ code: "malformed_json" });
    const large = await post({ points: 5, reason: "x".repeat(5_000_000) });
    expect(large.status).toBe(413);
    expect(refusalOf(large)).toMatchObject({ code: "body_too_large" });
  });

  it("of a member that nobody knows is refused", async () => {
    const answer = await post({ points: 5, reason: "x" }, "k", "/members/404/points_transactions");
    expect(answer.status).toBe(404);
  });
});

describe("the pages of a history", () => {
  const path = "/members/7001/points_transactions";
  const give = (points: number) =>
    api(path, {
      method: "POST",
      body: { points, reason: "page" },
      headers: { "idempotency-key": `page-${points}` },
    });
  const pointsOn = ({ body }: Awaited<ReturnType<ApiClient>>) =>
    (body["data"] as { changes: { points: number }[] }[]).map(({ changes }) => changes[0]?.points);

  it("follow each other without gap or repetition, though more is posted meanwhile", async () => {
    await enrol(customerId("7001"));
    for (let i = 1; i <= 5; i += 1) await give(i);
    const first = await api(`${path}?limit=2`);
    expect(pointsOn(first)).toEqual([5, 4]);
    await give(6);
    const second = await api(`${path}?limit=2&after=${String(first.body["next_cursor"])}`);
    expect(pointsOn(second)).toEqual([3, 2]);
    const third = await api(`${path}?limit=2&after=${String(second.body["next_cursor"])}`);
    expect(pointsOn(third)).toEqual([1]);
    expect(third.body["next_cursor"]).toBeNull();
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=251", "limit"],
    ["limit=ten", "limit"],
    ["limit=1.5", "limit"],
    ["after=nonsense", "after"],
    ["page=2", "page"],
  ])("are not asked for with %s", async (query, field) => {
    const answer = await api(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(refusalOf(answer)).toMatchObject({ field });
  });

  it("do not take another member's cursor", async () => {
    await enrol(customerId("7002"));
    const { body } = await api(`${path}?limit=1`);
    const answer = await api(
      `/members/7002/points_transactions?after=${String(body["next_cursor"])}`,
    );
    expect(answer.status).toBe(400);
    expect(refusalOf(answer)).toMatchObject({ field: "after" });
  });
});

describe("every resource", () => {
  it.each(["/members/1001", "/members/1001/points_transactions", "/program"])(
    "%s is closed to whoever has no token of the shop",
    async (path) => {
      const answer = await ask(web, path);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="kopilka"');
      expect(refusalOf(answer)).toMatchObject({ code: "unauthorized" });
    },
  );
});
