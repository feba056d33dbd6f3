import { join, relative } from "node:path";
import { buildPages, pagesAreFresh } from "../build-pages.ts";
import { Fault } from "../fault.ts";
import { applyMigrations } from "../migrations/apply.ts";
import { startEmbeddedPostgres } from "../postgres/embedded.ts";
import { print, step } from "../run.ts";
import type { Lifetime } from "./lifetime.ts";
import { startPart } from "./part.ts";
import { ensureSeeded } from "./seeding.ts";
import {
  localEnvironment,
  publishEnvironment,
  readLocalSettings,
  type LocalSettings,
} from "./settings.ts";
import { waitFor } from "./wait-for.ts";

/**
 * Brings everything up in order, with a line per step, and prints where it is.
 * @throws Fault in one clear line: a port in use, a full disk, no database
 */
export async function bringUp(lifetime: Lifetime): Promise<void> {
  const settings = await readLocalSettings(process.env);
  const databaseUrl = settings.databaseUrl ?? (await embedded(lifetime, settings));
  await step("Migrating the database", () => applyMigrations(databaseUrl));
  if (!pagesAreFresh()) await step("Building the pages", buildPages);

  const environment = localEnvironment(settings, databaseUrl);
  await step("Starting the web process, the worker and the dev store", async () => {
    await startParts(lifetime, settings.folder, environment);
    const { signal } = lifetime;
    const devStore = `http://127.0.0.1:${settings.devStorePort}/control/state`;
    await Promise.all([
      waitFor("The web process", `http://127.0.0.1:${settings.port}/readyz`, signal),
      waitFor("The dev store", devStore, signal),
    ]);
  });
  const token = await ensureSeeded(lifetime, settings, environment);
  await lifetime.started(publishEnvironment(settings.folder, environment));
  announce(settings, databaseUrl, token);
}

async function embedded(lifetime: Lifetime, settings: LocalSettings): Promise<string> {
  const folder = join(settings.folder, "postgres");
  const server = await step("Starting PostgreSQL", () =>
    startEmbeddedPostgres({ folder, throwaway: false }),
  );
  void server.ended.then((reason) => {
    lifetime.end(new Fault(reason));
  });
  await lifetime.started(server.stop);
  for (const place of server.moved) {
    print(`  (the account that runs PostgreSQL cannot enter this folder; it uses ${place})`);
  }
  return server.url;
}

async function startParts(
  lifetime: Lifetime,
  folder: string,
  environment: Record<string, string>,
): Promise<void> {
  const parts = [
    startPart("web process", "app/server/main.ts", { folder, environment }),
    startPart("worker", "app/jobs/main.ts", { folder, environment }),
    startPart("dev store", "dev-store/main.ts", { folder, environment }),
  ];
  for (const part of parts) {
    void part.ended.then(({ reason }) => {
      lifetime.end(new Fault(`the ${part.name} ended: ${reason}`));
    });
  }
  await lifetime.started(async () => {
    await Promise.all(parts.map((part) => part.stop()));
  });
}

function announce(settings: LocalSettings, databaseUrl: string, token: string): void {
  const app = `http://127.0.0.1:${settings.port}`;
  const database = new URL(databaseUrl);
  // The embedded server's password is of no use elsewhere; another server's is not ours to show.
  if (settings.databaseUrl !== null) database.password = "";
  print(`
Kopilka is running. Ctrl-C stops everything.

  App         ${app}
  Dev store   http://127.0.0.1:${settings.devStorePort}
  PostgreSQL  ${database.href}
  API token   ${token}
  Logs        ${relative(process.cwd(), join(settings.folder, "logs"))}

  curl -H "Authorization: Bearer ${token}" ${app}/api/v1/program
`);
}
