import { join, relative } from "node:path";
import { buildPages, pagesAreFresh } from "../build-pages.ts";
import { bundleExtensions } from "../extensions/bundle.ts";
import { applyMigrations } from "../migrations/apply.ts";
import { print, step } from "../run.ts";
import type { Lifetime } from "./lifetime.ts";
import { startDatabase, startParts } from "./parts.ts";
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
  const databaseUrl = settings.databaseUrl ?? (await startDatabase(lifetime, settings.folder));
  await step("Migrating the database", () => applyMigrations(databaseUrl));
  if (!pagesAreFresh()) await step("Building the pages", buildPages);
  await bundleExtensions();

  const environment = localEnvironment(settings, databaseUrl);
  await step("Starting the web process, the worker and the dev store", async () => {
    await startParts(lifetime, settings.folder, environment, [
      "web process",
      "worker",
      "dev store",
    ]);
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

function announce(settings: LocalSettings, databaseUrl: string, token: string): void {
  const app = `http://127.0.0.1:${settings.port}`;
  const devStore = `http://127.0.0.1:${settings.devStorePort}`;
  const database = new URL(databaseUrl);
  // The embedded server's password is of no use elsewhere; another server's is not ours to show.
  if (settings.databaseUrl !== null) database.password = "";
  print(`
Kopilka is running. Ctrl-C stops everything.

  App         ${app}
  Dev store   ${devStore}
  Admin       ${devStore}/admin/apps/kopilka
  Storefront  ${devStore}/store
  PostgreSQL  ${database.href}
  API token   ${token}
  Logs        ${relative(process.cwd(), join(settings.folder, "logs"))}

  What to try is in README.md. To ask the app:

  curl -H "Authorization: Bearer ${token}" ${app}/api/v1/program
`);
}
