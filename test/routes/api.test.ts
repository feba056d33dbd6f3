import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { issueApiToken } from "../../app/services/issue-api-token.server.ts";
import { listApiTokens } from "../../app/services/list-api-tokens.server.ts";
import { revokeApiToken } from "../../app/services/revoke-api-token.server.ts";
import { withClient } from "../support/postgres.ts";
import { ask, refusalOf } from "./support/api.ts";
import { OTHER_SHOP, SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let now = new Date("2026-11-21T12:00:00Z");
beforeAll(async () => {
  web = await startWebProcess(() => now);
});
afterAll(() => web.stop());

const issue = (shop = SHOP) => issueApiToken(web.db, shop, "test", now);
const opens = async (token: string) => (await ask(web, "/program", {}, token)).status !== 401;

/** The paths of the routes' files: `api.v1.members.$customerId_.actions.ts`. */
const servedPaths = () =>
  readdirSync(new URL("../../app/routes", import.meta.url))
    .filter((file) => file.startsWith("api.v1."))
    .map((file) =>
      file
        .replace(/\.ts$/, "")
        .replaceAll(/\.(?!\])/g, "/")
        .replaceAll("[.]", ".")
        .replaceAll(/_(?=\/)/g, "")
        .replaceAll(
          /\$(\w+)/g,
          (_, name: string) => `{${name.replaceAll(/[A-Z]/g, "_$&").toLowerCase()}}`,
        ),
    )
    .map((path) => `/${path}`)
    .sort();

describe("an API token", () => {
  it("opens its shop's data, and bears its shop's name", async () => {
    const { token, tokenId } = await issue();
    expect(token.startsWith(`kpl_kopilka-test_${tokenId}_`)).toBe(true);
    expect(await opens(token)).toBe(true);
  });

  it("is kept as a hash only", async () => {
    const { token, tokenId } = await issue();
    const secret = token.split("_").at(-1) ?? "";
    const { rows } = await web.db.pool.query<{ row: string }>(
      "SELECT t::text AS row FROM api_tokens t WHERE token_id = $1",
      [tokenId],
    );
    expect(rows[0]?.row).not.toContain(secret);
    expect(web.logged.join("")).not.toContain(secret);
  });

  it("opens nothing once it is revoked, and does not come back", async () => {
    const { token, tokenId } = await issue();
    expect(await revokeApiToken(web.db, OTHER_SHOP, tokenId, now)).toEqual({
      kind: "unknown_token",
    });
    expect(await opens(token)).toBe(true);
    expect(await revokeApiToken(web.db, SHOP, tokenId, now)).toEqual({ kind: "revoked" });
    expect(await opens(token)).toBe(false);
    expect(await revokeApiToken(web.db, SHOP, tokenId, now)).toEqual({ kind: "unknown_token" });
  });

  it("opens nothing with one character changed, or under another shop's name", async () => {
    const { token } = await issue();
    const last = token.endsWith("0") ? "1" : "0";
    for (const wrong of [
      token.slice(0, -1) + last,
      token.replace("kopilka-test", "another-test"),
      token.toUpperCase(),
      `${token}0`,
      "kpl_",
      "nonsense",
    ]) {
      const answer = await ask(web, "/program", {}, wrong);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
      expect(refusalOf(answer).code).toBe("unauthorized");
    }
  });

  it("rests while its shop has the app uninstalled", async () => {
    const { token } = await issue(OTHER_SHOP);
    const uninstalled = (at: Date | null) =>
      web.db.pool.query(
        `INSERT INTO shops (shop, installed_at, uninstalled_at, created_at) VALUES ($1, $2, $3, $2)
         ON CONFLICT (shop) DO UPDATE SET uninstalled_at = excluded.uninstalled_at`,
        [OTHER_SHOP, now, at],
      );
    await uninstalled(now);
    expect(await opens(token)).toBe(false);
    await uninstalled(null);
    expect(await opens(token)).toBe(true);
  });

  it("shows its shop, and no other, when it was last used, to the minute", async () => {
    const { token, tokenId } = await issue();
    const lastUsed = async () =>
      (await listApiTokens(web.db, SHOP)).find((row) => row.tokenId === tokenId)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await opens(token);
    const first = await lastUsed();
    expect(first).toEqual(now);
    now = new Date(now.getTime() + 30_000);
    await opens(token);
    expect(await lastUsed()).toEqual(first);
    now = new Date(now.getTime() + 30_000);
    await opens(token);
    expect(await lastUsed()).toEqual(now);
    expect(await listApiTokens(web.db, OTHER_SHOP)).not.toContainEqual(
      expect.objectContaining({ tokenId }),
    );
  });
});

describe("the API", () => {
  it.each(["/", "/members", "/members/1/rewards", "/nothing", "/openapi"])(
    "answers in JSON that there is nothing at %s",
    async (path) => {
      const answer = await ask(web, path);
      expect(answer.status).toBe(404);
      expect(refusalOf(answer)).toMatchObject({ code: "not_found" });
    },
  );

  it.each([
    ["DELETE", "/members/1", "GET"],
    ["PUT", "/members/1/points_transactions", "GET, POST"],
    ["PATCH", "/program", "GET, PUT"],
    ["POST", "/openapi.json", "GET"],
    ["OPTIONS", "/program", "GET, PUT"],
  ])("answers in JSON that %s is not possible at %s", async (method, path, allowed) => {
    const { token } = await issue();
    const answer = await ask(web, path, { method }, token);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allowed);
    expect(refusalOf(answer)).toMatchObject({ code: "method_not_allowed" });
  });

  it("describes itself to everybody, and each answer is what it says", async () => {
    const { status, body } = await ask(web, "/openapi.json");
    expect(status).toBe(200);
    expect(body).toMatchObject({ openapi: "3.1.0", security: [{ token: [] }] });
    expect(Object.keys(body["paths"] as object).sort()).toEqual(servedPaths());
    const schemas = (body["components"] as { schemas: object }).schemas;
    const referred = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(referred.length).toBeGreaterThan(20);
    for (const [, name] of referred) expect(Object.keys(schemas)).toContain(name);
  });

  it("gives every answer an id, and logs it without what may lead to a person", async () => {
    const { token } = await issue();
    const response = await fetch(`${web.url}/api/v1/members/1234567890?email=anna@example.com`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const requestId = response.headers.get("x-request-id") ?? "none";
    const line = web.logged.find((entry) => entry.includes(requestId)) ?? "{}";
    expect(JSON.parse(line)).toMatchObject({ method: "GET", path: "/api/v1/members/:id" });
    expect(web.logged.join("")).not.toMatch(/anna|1234567890/);
  });

  it.each([
    ["/api/v1/members/anna@example.com", "/api/v1/members/:id"],
    ["/api/v1/members/4001/points_transactions", "/api/v1/members/:id/points_transactions"],
    ["/api/v1/program", "/api/v1/program"],
    ["/api/v1/Anna/Smirnova", "/api/v1/:id/:id"],
    ["/anna", "/:id"],
  ])("logs %s as %s: of a path it keeps the words of its own routes only", async (path, shown) => {
    const response = await fetch(`${web.url}${path}`);
    const requestId = response.headers.get("x-request-id") ?? "none";
    const line = web.logged.find((entry) => entry.includes(requestId)) ?? "{}";
    expect(JSON.parse(line)).toMatchObject({ path: shown });
    expect(web.logged.join("")).not.toMatch(/anna/i);
  });
});

describe("the process", () => {
  it("is up, and ready once the database has been migrated", async () => {
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${web.url}/readyz`)).status).toBe(200);
    const finished = (at: string) =>
      withClient(web.ownerUrl, (client) =>
        client.query(`UPDATE _prisma_migrations SET finished_at = ${at}`),
      );
    await finished("NULL");
    const response = await fetch(`${web.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: "not_ready" });
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    await finished("now()");
  });

  it("tells what is outstanding, and how fast webhooks are answered", async () => {
    await web.webhook("app/uninstalled", {});
    await web.webhook("customers/create", {});
    const metrics = await (await fetch(`${web.url}/metrics`)).text();
    expect(metrics).toMatch(/^kopilka_deliveries_queued 1$/m);
    expect(metrics).toMatch(/^kopilka_deliveries_dead 1$/m);
    expect(metrics).toMatch(/^kopilka_jobs_outstanding 0$/m);
    expect(metrics).toMatch(/^kopilka_orders_to_refetch 0$/m);
    expect(metrics).toMatch(/^kopilka_webhook_answer_seconds_count\{status="200"\} 1$/m);
  });
});
