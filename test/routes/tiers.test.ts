import { afterAll, beforeAll, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import type { Program } from "../../app/domain/program.ts";
import { encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { moveTiers } from "../../app/services/move-tiers.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { verifyLedger } from "../../app/services/verify-ledger.server.ts";
import { at, bought, tiered, type Bought } from "../support/tier-examples.ts";
import { apiClient, type ApiClient } from "./support/api.ts";
import { SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let api: ApiClient;
let now = at("2026-03-01");

beforeAll(async () => {
  web = await startWebProcess(() => now);
  api = await apiClient(web);
});
afterAll(() => web.stop());

/** The tiers of the examples, with more sections of the document. */
function programOf(sections: Record<string, unknown>): Program {
  const parsed = parseProgram({ ...encodeProgram(tiered()), ...sections });
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
  return parsed.program;
}

const publish = (program: Program, on: string) =>
  publishProgram(web.db, { shop: SHOP, program, by: "test" }, at(on));

async function buys(customer: string, one: Bought): Promise<void> {
  const facts = { customerId: customerId(customer), ...one.facts };
  const state = bought({ ...one, facts });
  await accrueOrders(web.db, SHOP, [{ kind: "state", facts: state.facts }], now);
}

it("has no tiers before any were published", async () => {
  expect((await api("/tiers")).status).toBe(404);
});

it("shows a member's progress to the next tier, and when the one that it has is lost", async () => {
  await publish(programOf({}), "2025-01-01");
  await buys("1001", { on: "2026-02-01", roubles: 1_200 });
  expect((await api("/members/1001")).body).toMatchObject({
    tier: "silver",
    tier_progress: {
      basis: "spend",
      counted: "1200.00",
      since: "2026-02-01T12:00:00.000Z",
      next: { tier: "gold", missing: "3800.00" },
      falls: null,
    },
  });
  now = at("2027-02-10");
  // Also before move-tiers has come by.
  const warned = {
    tier: "silver",
    tier_progress: {
      counted: "0.00",
      falls: { at: "2027-03-03T12:00:00.000Z", to: null, missing: "1000.00" },
    },
  };
  expect((await api("/members/1001")).body).toMatchObject(warned);
  await moveTiers(web.db, SHOP, now);
  expect((await api("/members/1001")).body).toMatchObject(warned);
});

it("lists the tiers with what they give and how many have them", async () => {
  const { status, body } = await api("/tiers");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    basis: "spend",
    window: "rolling_12_months",
    grace_days: 30,
    data: [
      { id: "silver", name: { en: "silver" }, threshold: "1000.00", multiplier: "1", members: 1 },
      { id: "gold", threshold: "5000.00", members: 0 },
    ],
    without_tier: 0,
  });
});

it("company-wide shared balance: what a company's buyers earn is the company's, and so is its tier", async () => {
  now = at("2027-04-10");
  await publish(programOf({ wholesale: { shared_balance: true } }), "2027-04-01");
  const company = { companyId: "77" };
  await buys("1002", { on: "2027-04-02", roubles: 3_000, facts: company });
  await buys("1003", { on: "2027-04-03", roubles: 2_500, facts: company });
  await buys("1002", { on: "2027-04-04", roubles: 10 });
  expect((await api("/companies/77")).body).toMatchObject({
    company_id: "77",
    points: { pending: 5_500, available: 0 },
    lifetime_earned: 5_500,
    tier: "gold",
    tier_progress: { counted: "5500.00", next: null },
  });
  expect((await api("/members/1002")).body).toMatchObject({ points: { pending: 10 }, tier: null });
  expect((await api("/members/1003")).body).toMatchObject({ points: { pending: 0 } });
  expect((await api("/companies/78")).status).toBe(404);
  expect((await api("/companies/seven")).status).toBe(400);
  const why = await api("/companies/77/balance_explanation");
  const { version } = (await api("/program")).body as { version: number };
  expect(why.body).toMatchObject({
    points: { pending: 5_500 },
    sources: [
      { kind: "order", pending: 3_000, program_version: version },
      { kind: "order", pending: 2_500, program_version: version },
    ],
  });
  expect((await api("/companies/78/balance_explanation")).status).toBe(404);
  expect(await verifyLedger(web.db, SHOP)).toMatchObject([{ difference: null }]);
});
