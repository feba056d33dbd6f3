import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { programJsonSchema } from "../../app/domain/program-json-schema.ts";
import { apiClient, programDocument, refusalOf, type ApiClient } from "./support/api.ts";
import { OTHER_SHOP, SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let api: ApiClient;
beforeAll(async () => {
  web = await startWebProcess(() => new Date("2026-11-21T12:00:00Z"));
  api = await apiClient(web);
});
afterAll(() => web.stop());

const put = (body: unknown, headers: Record<string, string> = {}) =>
  api("/program", { method: "PUT", body, headers });

const versions = async () => {
  const result = await web.db.pool.query("SELECT 1 FROM program_versions");
  return result.rows.length;
};

describe("the program", () => {
  it("is not there before it is published", async () => {
    const answer = await api("/program");
    expect(answer.status).toBe(404);
    expect(refusalOf(answer)).toMatchObject({ code: "no_program" });
  });

  it("is published for the first time where the publisher says that there is none", async () => {
    const published = await put(programDocument(), { "if-none-match": "*" });
    expect(published.status).toBe(200);
    expect(published.headers.get("etag")).toBe('"1"');
    expect(published.body).toMatchObject({
      version: 1,
      published_at: "2026-11-21T12:00:00.000Z",
      document: programDocument(),
    });
    // What the document leaves out is told, too, as it is by default.
    expect(published.body).toMatchObject({ document: { campaigns: [], tiers: null } });
    const read = await api("/program");
    expect(read.body).toEqual(published.body);
    expect(read.headers.get("etag")).toBe('"1"');
    expect((await put(programDocument(), { "if-none-match": "*" })).status).toBe(412);
  });

  it("can be read, changed and sent back as it was read", async () => {
    const read = await api("/program");
    const etag = read.headers.get("etag") ?? "";
    const document = programDocument({ expiry: { kind: "after_days", days: 180 } });
    const answer = await put({ ...read.body, document }, { "if-match": etag });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ version: 2, document });
    expect((await api("/program")).body).toEqual(answer.body);
  });

  it("is not overwritten by somebody who has not seen the newest version", async () => {
    const answer = await put(programDocument(), { "if-match": '"1"' });
    expect(answer.status).toBe(412);
    expect(refusalOf(answer)).toMatchObject({ code: "stale_program", field: "If-Match" });
    expect(refusalOf(answer).message).toContain("2");
    expect(await versions()).toBe(2);
  });

  it("is not overwritten by somebody who does not say what they have seen", async () => {
    const without = await put(programDocument());
    expect(without.status).toBe(428);
    expect(refusalOf(without)).toMatchObject({ field: "If-Match" });
    const nonsense = await put(programDocument(), { "if-match": "2" });
    expect(nonsense.status).toBe(400);
    expect(refusalOf(nonsense)).toMatchObject({ field: "If-Match" });
    expect(await versions()).toBe(2);
  });

  it("is published once by two who have seen the same version", async () => {
    const answers = await Promise.all([
      put(programDocument(), { "if-match": '"2"' }),
      put(programDocument(), { "if-match": '"2"' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await versions()).toBe(3);
  });

  it("is refused with all its mistakes, each with its place", async () => {
    const document = programDocument({
      currency: "ROUBLES",
      earning: {
        rate: { points: 0, per_amount: "-1" },
        rounding: "sideways",
        pending_days: 14,
        maximum_points_per_order: null,
      },
      bonus: true,
    });
    const answer = await put(document, { "if-match": '"3"' });
    expect(answer.status).toBe(422);
    const { code, problems = [] } = refusalOf(answer);
    expect(code).toBe("invalid_program");
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "bonus",
      "currency",
      "earning.rate.per_amount",
      "earning.rate.points",
      "earning.rounding",
    ]);
    for (const { path, message } of problems) expect(message).toContain(path);
    expect(await versions()).toBe(3);
  });

  it("is refused in other money than the shop's, which the answer names", async () => {
    await web.db.pool.query("UPDATE shops SET currency = 'KZT' WHERE shop = $1", [SHOP]);
    const answer = await put(programDocument(), { "if-match": '"3"' });
    expect(answer.status).toBe(422);
    expect(refusalOf(answer)).toMatchObject({ code: "wrong_currency", field: "currency" });
    expect(refusalOf(answer).message).toContain("currency must be KZT");
    expect(await versions()).toBe(3);
    await web.db.pool.query("UPDATE shops SET currency = 'RUB' WHERE shop = $1", [SHOP]);
  });

  it.each([["[]"], ["null"], ["7"], ['{"document": null}']])(
    "is refused where %s stands for it",
    async (body) => {
      expect((await put(body, { "if-match": '"3"' })).status).toBe(422);
    },
  );

  it("is refused where it is not JSON", async () => {
    const answer = await put("{", { "if-match": '"3"' });
    expect(answer.status).toBe(400);
    expect(refusalOf(answer)).toMatchObject({ code: "malformed_json" });
  });

  it("of one shop is nothing to another", async () => {
    const others = await apiClient(web, OTHER_SHOP);
    expect((await others("/program")).status).toBe(404);
  });
});

it("publishes the JSON Schema of documents to every editor, without a token", async () => {
  const response = await fetch(`${web.url}/api/v1/program/schema`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/schema+json");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await response.json()).toEqual(programJsonSchema());
});
