import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultProgram } from "../../app/domain/program.ts";
import { customerId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { issueApiToken } from "../../app/services/issue-api-token.server.ts";
import type { CustomerFinder } from "../../app/services/imports/customer-finder.ts";
import { runImports } from "../../app/services/imports/run-import.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { RUB } from "../support/order-examples.ts";
import { ask, refusalOf, type Answer } from "./support/api.ts";
import { OTHER_SHOP, SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

const ANNA = customerId("7000000000001");
const NOW = new Date("2026-11-22T12:00:00Z");

let web: WebProcess;
let token: string;
beforeAll(async () => {
  web = await startWebProcess(() => NOW);
  for (const shop of [SHOP, OTHER_SHOP])
    await web.db.pool.query(
      "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
      [shop, NOW],
    );
  await publishProgram(web.db, { shop: SHOP, program: defaultProgram(RUB), by: "test" }, NOW);
  ({ token } = await issueApiToken(web.db, SHOP, "test", NOW));
});
afterAll(() => web.stop());

const finder: CustomerFinder = {
  byEmail: (emails) =>
    Promise.resolve(
      new Map(emails.includes("anna@example.com") ? [["anna@example.com", ANNA]] : []),
    ),
  missing: () => Promise.resolve(new Set()),
};
/** What the worker does once it is asked. */
const work = () => runImports(web.db, finder, SHOP, () => NOW);

const post = (path: string, body: string, key?: string) =>
  ask(
    web,
    path,
    { method: "POST", body, headers: { ...(key && { "idempotency-key": key }) } },
    token,
  );
const get = (path: string, as = token) => ask(web, path, {}, as);
const idOf = ({ body }: Answer) => String(body["id"]);
const csvOf = async (path: string, as = token) => {
  const response = await fetch(`${web.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${as}` },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const FILE = "email,points\nanna@example.com,120\nboris@example.com,7\nanna@example.com,1.5\n";

describe("POST /api/v1/imports", () => {
  it("reads a file, matches and posts it, tells how far it is, and DELETE takes it back", async () => {
    const posted = await post("/imports", FILE, "first-file");
    expect(posted.status).toBe(202);
    expect(posted.body).toMatchObject({
      state: "matching",
      format: "smile",
      rows: { read: 3, posted: 0, refused: 1 },
      problems: [{ row: 4, column: "points", code: "fractional_points" }],
    });
    await work();
    const done = await get(`/imports/${idOf(posted)}`);
    expect(done.body).toMatchObject({
      state: "done",
      rows: { posted: 1, waiting: 1 },
      points: { posted: "120", taken_back: "0" },
    });
    const removed = await ask(web, `/imports/${idOf(posted)}`, { method: "DELETE" }, token);
    expect([removed.status, removed.body["state"]]).toEqual([202, "undoing"]);
    await work();
    expect((await get(`/imports/${idOf(posted)}`)).body).toMatchObject({
      state: "undone",
      points: { taken_back: "120" },
    });
  });

  it("with the preview flag posts nothing", async () => {
    const posted = await post("/imports?preview=true", FILE);
    expect(posted.status).toBe(202);
    await work();
    const seen = await get(`/imports/${idOf(posted)}`);
    expect(seen.body).toMatchObject({ preview: true, state: "done", rows: { posted: 1 } });
    const points = await get(`/members/${ANNA}`);
    expect(points.body["points"]).toMatchObject({ available: 0 });
    const removed = await ask(web, `/imports/${idOf(posted)}`, { method: "DELETE" }, token);
    expect([removed.status, refusalOf(removed).code]).toEqual([409, "import_is_preview"]);
  });

  it("sent again under its key is the same import", async () => {
    const file = "email,points,external_id\nanna@example.com,5,again\n";
    const first = await post("/imports", file, "second-file");
    const second = await post("/imports", file, "second-file");
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(idOf(second)).toBe(idOf(first));
    await work();
    expect((await get(`/imports/${idOf(first)}`)).body).toMatchObject({ rows: { posted: 1 } });
  });

  it("refuses a file without a key, and one that cannot be read, with what to do", async () => {
    const keyless = await post("/imports", FILE);
    expect([keyless.status, refusalOf(keyless).field]).toEqual([400, "Idempotency-Key"]);
    const nobody = await post("/imports", "name,points\nAnna,1\n", "third-file");
    expect([nobody.status, refusalOf(nobody).code]).toEqual([422, "no_member_column"]);
    const flag = await post("/imports?preview=perhaps", FILE);
    expect([flag.status, refusalOf(flag).field]).toEqual([400, "preview"]);
  });

  it("shows an import to its own shop alone", async () => {
    const { token: other } = await issueApiToken(web.db, OTHER_SHOP, "test", NOW);
    const posted = await post("/imports?preview=true", FILE);
    expect((await get(`/imports/${idOf(posted)}`, other)).status).toBe(404);
    expect((await csvOf(`/imports/${idOf(posted)}/refused.csv`, other)).status).toBe(404);
    const report = await csvOf(`/imports/${idOf(posted)}/refused.csv`);
    expect(report.text).toContain("4,points,fractional_points,");
  });
});

describe("GET /api/v1/exports", () => {
  it("streams members and points_transactions, with what spreadsheets would take for formulas made text", async () => {
    await inTransaction(web.db, (tx) => ensureMembers(tx, SHOP, [ANNA], NOW));
    const gift = { shop: SHOP, customerId: ANNA, points: 9n, key: "gift", actor: "test" };
    await adjustPoints(web.db, { ...gift, reason: '=HYPERLINK("http://evil.test")' }, NOW);
    const members = await csvOf("/exports/members.csv");
    expect(members.status).toBe(200);
    expect(members.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(members.headers.get("content-disposition")).toContain("members.csv");
    expect(members.text).toMatch(new RegExp(`^customer_id,member_id,.*\r\n${ANNA},`));
    const transfers = await csvOf("/exports/points_transactions.csv");
    expect(transfers.text).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    // A figure below 0 stays a figure.
    expect(transfers.text).toMatch(/,import,-120,0,-120,/);
  });

  it("leaves out members that were merged into others, and asks for no page in vain", async () => {
    const boris = customerId("7000000000002");
    await inTransaction(web.db, (tx) => ensureMembers(tx, SHOP, [ANNA, boris], NOW));
    await mergeMembers(web.db, SHOP, { from: boris, into: ANNA }, NOW);
    const { text } = await csvOf("/exports/members.csv");
    expect(text).toContain(ANNA);
    expect(text).not.toContain(boris);
  });

  it("opens with a token of the shop alone", async () => {
    expect((await csvOf("/exports/members.csv", "nonsense")).status).toBe(401);
    const { token: other } = await issueApiToken(web.db, OTHER_SHOP, "test", NOW);
    const { text } = await csvOf("/exports/members.csv", other);
    expect(text.trim().split("\r\n")).toHaveLength(1);
  });
});

describe("the OpenAPI document", () => {
  it("has imports and exports", async () => {
    const { body } = await ask(web, "/openapi.json");
    expect(Object.keys(body["paths"] as object)).toEqual(
      expect.arrayContaining([
        "/api/v1/imports",
        "/api/v1/imports/{import_id}",
        "/api/v1/imports/{import_id}/refused.csv",
        "/api/v1/exports/members.csv",
        "/api/v1/exports/points_transactions.csv",
      ]),
    );
  });
});
