import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import { action, loader } from "../../app/routes/app.members.$holderId.tsx";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { line } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { OTHER_SHOP } from "../support/shop-with-orders.ts";
import { tiered } from "../support/tier-examples.ts";
import { refusalOf, sessionToken, STAFF, useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, new Date("2026-11-01T12:00:00Z"), () => NOW);

const ANNA = customerId("1001");
const BORIS = customerId("1002");
let anna: string;
beforeEach(async () => {
  await inTransaction(pages.database.db, (tx) => ensureMembers(tx, pages.shop, [ANNA, BORIS], NOW));
  anna = await holderOf(ANNA);
});

async function holderOf(customer: CustomerId): Promise<string> {
  const holders = await holdersOfCustomers(pages.database.sql, pages.shop, [customer]);
  return holders.get(customer) ?? "";
}
const view = (holder = anna, query = "") =>
  pages.get(loader, `/app/members/${holder}${query}`, { params: { holderId: holder } });
async function page(holder = anna, query = "") {
  const shown = await view(holder, query);
  if (shown instanceof Response) throw new Error("sent elsewhere");
  return shown;
}
const adjust = (points: string, reason = "Sorry for the wait", key: string = randomUUID()) =>
  pages.post(
    action,
    `/app/members/${anna}`,
    { points, reason, key },
    { params: { holderId: anna } },
  );
const balance = async () => (await page()).member;

describe("a member's page", () => {
  it("shows the tier, and what is missing to the next one", async () => {
    expect((await page()).tier).toBeNull();
    const { database, shop } = pages;
    await publishProgram(database.db, { shop, program: tiered(), by: "test" }, NOW);
    const bought = { customerId: ANNA, processedAt: NOW, paidAt: NOW, updatedAt: NOW };
    await database.order(shop, "901", { ...bought, totalMinor: 1_250_00n }, NOW);
    const rub = (amount: string) => ({ basis: "spend", amount: { amount, currency: "RUB" } });
    expect((await page()).tier).toEqual({
      name: { en: "silver" },
      since: NOW,
      counted: rub("1250.00"),
      next: { name: { en: "gold" }, missing: rub("3750.00"), percent: 25 },
      falls: null,
    });
  });

  it("shows what the member has, in points and in money, where it lies and why", async () => {
    const bought = { customerId: ANNA, processedAt: NOW, paidAt: NOW, updatedAt: NOW };
    const lines = [line("1", 120_050n), line("2", 30_000n, { kind: "gift_card" })];
    await pages.database.order(pages.shop, "9001", { ...bought, lines }, NOW);
    await adjust("500");
    const shown = await page();
    expect(shown).toMatchObject({
      customers: ["1001"],
      member: { available: 500n, pending: 12n, held: 0n, owed: 0n, lifetimeEarned: 12n },
      worth: {
        balance: { amount: "500.00", currency: "RUB" },
        pending: { amount: "12.00", currency: "RUB" },
      },
      holds: [],
    });
    expect(shown.lots).toMatchObject([
      { available: 500n, orderName: null },
      { lotId: "order/9001", pending: 12n, orderName: "#1001", expiresAt: null },
    ]);
    const [given, earned] = shown.entries;
    expect(given).toMatchObject({ code: "adjust", amount: 500n, reason: "Sorry for the wait" });
    expect(given?.explanation).toBeNull();
    expect(earned).toMatchObject({
      code: "earn",
      amount: 12n,
      orderName: "#1001",
      explanation: {
        kind: "order",
        lines: [{ eligible: "1200.50" }, { eligible: "0.00", ineligible: "gift_card" }],
        sum: "2401/200",
        award: 12,
      },
    });
  });

  it("tells of matured points which order they are of", async () => {
    const longAgo = new Date("2026-11-02T12:00:00Z");
    const bought = { customerId: ANNA, processedAt: longAgo, paidAt: longAgo };
    await pages.database.order(pages.shop, "9001", bought, longAgo);
    await maturePoints(pages.database.db, pages.shop, NOW);
    expect((await page()).entries).toMatchObject([
      { code: "mature", orderName: "#1001", amount: 10n },
      { code: "earn", orderName: "#1001" },
    ]);
  });

  it("has every movement once, page by page and back", async () => {
    for (let n = 1; n <= 60; n += 1) await adjust(String(n));
    const first = await page();
    const second = await page(anna, `?older=${first.older ?? ""}`);
    const third = await page(anna, `?older=${second.older ?? ""}`);
    const amounts = [first, second, third].flatMap(({ entries }) => entries.map((e) => e.amount));
    expect(amounts).toEqual(Array.from({ length: 60 }, (_, n) => BigInt(60 - n)));
    expect(third.older).toBeNull();
    expect((await page(anna, `?newer=${third.newer ?? ""}`)).entries).toEqual(second.entries);
  });

  it("leads to the survivor after a merge", async () => {
    const both = { from: ANNA, into: BORIS };
    await mergeMembers(pages.database.db, pages.shop, both, NOW);
    const thrown: unknown = await view().catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Response);
    expect((thrown as Response).headers.get("location")).toBe(
      `/app/members/${await holderOf(BORIS)}`,
    );
    expect((await page(await holderOf(BORIS))).customers).toEqual(["1002", "1001"]);
  });

  it.each(["nonsense", "00000000-0000-7000-8000-000000000000"])(
    "is not there for the id %s",
    async (id) => {
      expect(await refusalOf(view(id))).toBe(404);
    },
  );

  it("is not there for a member of another shop, nor can that one be given points", async () => {
    await pages.database.install(OTHER_SHOP, NOW);
    await inTransaction(pages.database.db, (tx) => ensureMembers(tx, OTHER_SHOP, [ANNA], NOW));
    const holders = await holdersOfCustomers(pages.database.sql, OTHER_SHOP, [ANNA]);
    const stranger = holders.get(ANNA) ?? "";
    expect(await refusalOf(view(stranger))).toBe(404);
    const form = { points: "5", reason: "A gift", key: randomUUID() };
    const params = { holderId: stranger };
    const posted = pages.post(action, `/app/members/${stranger}`, form, { params });
    expect(await refusalOf(posted)).toBe(404);
  });
});

describe("an adjustment by hand", () => {
  it("gives and takes points, with who did it", async () => {
    expect(await adjust("+1 000")).toMatchObject({ kind: "saved", points: 1000n });
    expect(await adjust("−50", "A slip")).toMatchObject({ kind: "saved", points: -50n });
    expect(await balance()).toMatchObject({ available: 950n });
    const rows = await pages.database.sql.query<{ explanation: { by: string } }>(
      "SELECT explanation FROM transfers ORDER BY seq",
    );
    expect(rows.map(({ explanation }) => explanation.by)).toEqual([
      `staff:${STAFF}`,
      `staff:${STAFF}`,
    ]);
    expect(await pages.database.difference()).toBeNull();
  });

  it("is posted once, however often the form is sent", async () => {
    const key = randomUUID();
    const both = await Promise.all([adjust("500", "A gift", key), adjust("500", "A gift", key)]);
    both.push(await adjust("500", "A gift", key));
    expect(both.map(({ kind }) => kind)).toEqual(["saved", "saved", "saved"]);
    expect(await balance()).toMatchObject({ available: 500n });
  });

  it("is not another one under the key of an earlier one", async () => {
    const key = randomUUID();
    await adjust("500", "A gift", key);
    expect(await adjust("600", "A gift", key)).toMatchObject({
      kind: "wrong",
      problems: { form: "already_sent" },
    });
    expect(await balance()).toMatchObject({ available: 500n });
  });

  it("takes no more than there is, and says how much that is", async () => {
    await adjust("30");
    expect(await adjust("-31")).toEqual({
      kind: "wrong",
      problems: { points: "not_enough" },
      available: 30n,
    });
  });

  it.each([
    ["", "A gift", { points: "not_a_number" }],
    ["1.5", "A gift", { points: "not_a_number" }],
    ["0", "A gift", { points: "zero" }],
    ["1000000001", "A gift", { points: "too_many" }],
    ["5", "  ", { reason: "missing" }],
    ["5", "x".repeat(501), { reason: "too_long" }],
    ["5", "\0", { reason: "characters" }],
    ["five", "", { points: "not_a_number", reason: "missing" }],
  ])("of %j for %j is refused at its field", async (points, reason, problems) => {
    expect(await adjust(points, reason)).toMatchObject({ kind: "wrong", problems });
    expect(await balance()).toMatchObject({ available: 0n });
  });

  it("needs a merchant's token", async () => {
    const form = { points: "5", reason: "A gift", key: randomUUID() };
    const ask = { params: { holderId: anna }, token: sessionToken({}, "another secret") };
    expect(await refusalOf(pages.post(action, `/app/members/${anna}`, form, ask))).toBe(401);
    expect(await balance()).toMatchObject({ available: 0n });
  });
});
