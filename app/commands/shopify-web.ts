/**
 * What `shopify app dev` runs (see shopify.web.toml): the web process and the worker on a
 * database of their own, beside a real development store. Shopify's CLI gives the app's key,
 * secret, port and address in the environment.
 */
import { join } from "node:path";
import { buildPages, pagesAreFresh } from "./build-pages.ts";
import { Fault } from "./fault.ts";
import { applyMigrations } from "./migrations/apply.ts";
import { print, run, step } from "./run.ts";
import { Lifetime } from "./start/lifetime.ts";
import { startDatabase, startParts } from "./start/parts.ts";
import { dataFolder, localSecrets } from "./start/settings.ts";

const lifetime = new Lifetime();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    lifetime.end(null);
  });
}

await run(() =>
  lifetime.of(async () => {
    const environment = fromShopifysCli();
    const folder = join(dataFolder(process.env), "shopify");
    const { personalDataKey } = localSecrets(folder);
    const databaseUrl = process.env["DATABASE_URL"] || (await startDatabase(lifetime, folder));
    await step("Migrating the database", () => applyMigrations(databaseUrl));
    if (!pagesAreFresh()) await step("Building the pages", buildPages);
    const settings = { DATABASE_URL: databaseUrl, PERSONAL_DATA_KEY: personalDataKey };
    await startParts(lifetime, folder, { ...environment, ...settings }, ["web process", "worker"]);
    print(`Kopilka is running at ${environment.SHOPIFY_APP_URL}; logs are in ${folder}/logs`);
  }),
);
process.exit();

/** @throws Fault naming what is missing: the command is not for running by hand */
function fromShopifysCli() {
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL, HOST, PORT } = process.env;
  const address = SHOPIFY_APP_URL || HOST;
  if (!SHOPIFY_API_KEY || !SHOPIFY_API_SECRET || !address || !PORT)
    throw new Fault(
      "SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL and PORT come from Shopify's CLI: use npm run shopify",
    );
  const NODE_ENV = "development";
  return { NODE_ENV, SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL: address, PORT };
}
