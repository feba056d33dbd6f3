import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../app/commands/migrations/apply.ts";
import { startEmbeddedPostgres } from "../../app/commands/postgres/embedded.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server of this run, and the migrated database that fresh ones are copied from. */
    postgres: { url: string; template: string };
  }
}

type Shared = { url: string; template: string; stop: () => Promise<void>; users: number };

// Every project of Vitest loads this file for itself; the process is what they share.
const SHARED = Symbol.for("kopilka.test.postgres");
const whole: object & { [SHARED]?: Promise<Shared> | undefined } = globalThis;

/**
 * Vitest's global setup: one server for the whole run, embedded and thrown away, or the one
 * at TEST_DATABASE_URL. The embedded server ends with this process, even if it is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  whole[SHARED] ??= start();
  const shared = await whole[SHARED];
  shared.users += 1;
  project.provide("postgres", { url: shared.url, template: shared.template });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    whole[SHARED] = undefined;
    await shared.stop();
  };
}

async function start(): Promise<Shared> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given
    ? { url: given, stop: () => Promise.resolve() }
    : await startEmbeddedPostgres({
        folder: mkdtempSync(join(tmpdir(), "kopilka-test-")),
        throwaway: true,
      });
  const template = `kopilka_test_${randomBytes(4).toString("hex")}`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
  await applyMigrations(databaseAt(server.url, template));
  return { url: server.url, template, stop: finish, users: 0 };

  async function finish() {
    if (given) await dropAll(given, template);
    await server.stop();
  }
}

/** Drops the template and what a test that broke off left of its copies. */
async function dropAll(url: string, template: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname = $1 OR starts_with(datname, $1 || '_')",
      [template],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  });
}

/** The same server and role, another database. */
export function databaseAt(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** One connection for one piece of work. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
