import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { makeDigest } from "../../app/services/make-digest.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { issueApiToken } from "../../app/services/issue-api-token.server.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { line, orderFacts, RUB } from "../support/order-examples.ts";
import { apiClient, refusalOf, type ApiClient } from "./support/api.ts";
import { SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
let web: WebProcess;
let api: ApiClient;
let token: string;
beforeAll(async () => {
  web = await startWebProcess(() => NOW);
  api = await apiClient(web);
  ({ token } = await issueApiToken(web.db, SHOP, "test", NOW));
  const program = defaultProgram(RUB);
  await publishProgram(
    web.db,
    { shop: SHOP, program, by: "test" },
    new Date("2026-11-01T00:00:00Z"),
  );
  const about = { customerId: customerId("1001"), processedAt: NOW, paidAt: NOW, updatedAt: NOW };
  const facts = orderFacts([line("1", 120_050n)], about);
  await accrueOrders(web.db, SHOP, [{ kind: "state", facts }], NOW);
});
afterAll(() => web.stop());

/** What is no JSON. */
const text = async (path: string, body?: string) => {
  const answer = await fetch(`${web.url}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    text: await answer.text(),
  };
};

describe("a balance explained through the API", () => {
  it("names the order, the version and the arithmetic", async () => {
    const { status, body } = await api("/members/1001/balance_explanation");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      points: { pending: 12, available: 0, held: 0, owed: 0 },
      sources: [
        {
          kind: "order",
          pending: 12,
          program_version: 1,
          parts: [{ code: "earn", points: 12 }],
          explanation: { kind: "order" },
        },
      ],
      owed: [],
    });
  });

  it("is nobody's who is no member", async () => {
    const answer = await api("/members/4711/balance_explanation");
    expect([answer.status, refusalOf(answer).code]).toEqual([404, "unknown_member"]);
  });
});

describe("digests through the API", () => {
  it("are listed, given out for keeping, and checked when they are brought back", async () => {
    expect((await api("/digests")).body).toEqual({ data: [], next_cursor: null });
    expect(refusalOf(await api("/digests/latest")).code).toBe("unknown_digest");
    const { digest } = await makeDigest(web.db, SHOP, NOW);
    expect((await api("/digests")).body).toMatchObject({
      data: [{ number: 1, chains: 1, transfers: 1, hash: digest.hash }],
    });
    const kept = await text("/digests/latest");
    expect(kept).toMatchObject({ status: 200, type: "text/plain; charset=utf-8" });
    expect((await text("/digests/1?heads=true")).text).toMatch(/\nchain .* 1 [0-9a-f]{64}\n$/);
    const checked = await text("/digests", kept.text);
    expect(JSON.parse(checked.text)).toEqual({ number: 1, holds: true, difference: null });
    expect((await text("/digests", "hello")).status).toBe(422);
    expect((await api("/digests/0")).status).toBe(400);
  });

  it("come with a member's proof", async () => {
    await makeDigest(web.db, SHOP, NOW);
    const proof = await text("/members/1001/ledger_proof");
    expect(proof.text).toMatch(/^kopilka-digest\/1\n(.*\n)+transfer 1 /);
    expect((await text("/members/4711/ledger_proof")).status).toBe(404);
    expect((await text("/members/1001/ledger_proof?digest=9")).status).toBe(404);
  });
});
