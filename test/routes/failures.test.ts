import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { withClient } from "../support/postgres.ts";
import { apiClient, refusalOf, type ApiClient } from "./support/api.ts";
import { startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let api: ApiClient;
beforeAll(async () => {
  web = await startWebProcess();
  api = await apiClient(web);
});
afterAll(() => web.stop());

const asOwner = (sql: string) => withClient(web.ownerUrl, (client) => client.query(sql));

describe("when the database refuses", () => {
  it("one delivery of many at once, that one is to be sent again and the others are stored", async () => {
    await asOwner("ALTER TABLE deliveries ADD CONSTRAINT picky CHECK (webhook_id <> 'bad')");
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        web.webhook(
          "customers/create",
          { id: i + 1 },
          i === 20 ? { "x-shopify-webhook-id": "bad" } : {},
        ),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(1);
    expect(statuses[20]).toBe(503);
    expect(answers[20]?.headers.get("retry-after")).not.toBeNull();
    const { rows } = await web.db.pool.query("SELECT 1 FROM deliveries");
    expect(rows).toHaveLength(39);
  });

  it("what the API needs, the answer bears an id that leads to the log, and no secret", async () => {
    await asOwner("ALTER TABLE program_versions RENAME TO hidden");
    const answer = await api("/program");
    expect(answer.status).toBe(500);
    const requestId = answer.headers.get("x-request-id") ?? "none";
    expect(refusalOf(answer).code).toBe("internal_error");
    expect(refusalOf(answer).message).toContain(requestId);
    expect(refusalOf(answer).message).not.toContain("program_versions");
    expect(web.logged.some((line) => line.includes(requestId) && line.includes("42P01"))).toBe(
      true,
    );
  });

  it("everything, webhooks are to be sent again and the process is up but not ready", async () => {
    await asOwner(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await asOwner("ALTER TABLE deliveries RENAME TO hidden_deliveries");
    await asOwner("ALTER TABLE delivery_queue RENAME TO hidden_queue");
    await asOwner("ALTER TABLE _prisma_migrations RENAME TO hidden_migrations");
    const answer = await web.webhook("customers/create", { id: 1 });
    expect(answer.status).toBe(503);
    expect((await fetch(`${web.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${web.url}/metrics`)).status).toBe(503);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });
});
