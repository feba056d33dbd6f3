import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import { z } from "zod";
import { Fault, reasonOf } from "../fault.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Where a local Kopilka lives and listens. */
export type LocalSettings = {
  /** Everything that it keeps: the database, the dev store, secrets, logs. */
  folder: string;
  port: number;
  devStorePort: number;
  /** Null: an embedded PostgreSQL. */
  databaseUrl: string | null;
};

/**
 * Settings of `npm start` from the environment: PORT (3000), DEV_STORE_PORT (4000),
 * DATABASE_URL, KOPILKA_DATA_DIR (.kopilka). Port 0 means any free one.
 * @throws Fault when a port is no port or is in use
 */
export async function readLocalSettings(env: NodeJS.ProcessEnv): Promise<LocalSettings> {
  const folder = dataFolder(env);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Fault(`the data folder ${folder} cannot be made: ${reasonOf(error)}`);
  }
  return {
    folder,
    port: await freePort("PORT", env["PORT"] || "3000"),
    devStorePort: await freePort("DEV_STORE_PORT", env["DEV_STORE_PORT"] || "4000"),
    databaseUrl: env["DATABASE_URL"] || null,
  };
}

/** Where everything is kept: KOPILKA_DATA_DIR, else `.kopilka` in the checkout. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return resolve(ROOT, env["KOPILKA_DATA_DIR"] || ".kopilka");
}

async function freePort(name: string, text: string): Promise<number> {
  const wanted = z.coerce.number().int().min(0).max(65535).safeParse(text);
  if (!wanted.success) throw new Fault(`${name} is "${text}", which is not a port`);
  const found = await getPort(wanted.data === 0 ? {} : { port: wanted.data });
  if (wanted.data !== 0 && found !== wanted.data) {
    throw new Fault(
      `port ${wanted.data} is in use: stop what listens there, or set ${name} to another port`,
    );
  }
  return found;
}

const SECRETS = z.object({ apiSecret: z.string(), personalDataKey: z.string() });

/** The secrets of this folder's app: made once, then kept, because signatures depend on them. */
export function localSecrets(folder: string): z.infer<typeof SECRETS> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "secrets.json");
  if (existsSync(file)) return SECRETS.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets = {
    apiSecret: randomBytes(24).toString("hex"),
    personalDataKey: randomBytes(32).toString("hex"),
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** The environment that the web process, the worker, the dev store and commands share. */
export function localEnvironment(
  settings: LocalSettings,
  databaseUrl: string,
): Record<string, string> {
  const { apiSecret, personalDataKey } = localSecrets(settings.folder);
  const appUrl = `http://127.0.0.1:${settings.port}`;
  const devStoreUrl = `http://127.0.0.1:${settings.devStorePort}`;
  return {
    NODE_ENV: "development",
    DATABASE_URL: databaseUrl,
    PORT: String(settings.port),
    SHOPIFY_API_KEY: "kopilka-dev-key",
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: appUrl,
    PERSONAL_DATA_KEY: personalDataKey,
    DEV_STORE_URL: devStoreUrl,
    APP_BRIDGE_URL: `${devStoreUrl}/app-bridge.js`,
    DEV_STORE_PORT: String(settings.devStorePort),
    DEV_STORE_DATA_DIR: join(settings.folder, "dev-store"),
    APP_URL: appUrl,
    SHOP: "kopilka-dev.myshopify.com",
  };
}

/**
 * Leaves the environment where `npm run job`, `npm run verify` and the like find it (see
 * package.json) for as long as Kopilka runs.
 * @returns removes it
 */
export function publishEnvironment(folder: string, environment: Record<string, string>) {
  const file = join(folder, "env");
  const lines = Object.entries(environment).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(file, lines.join(""), { mode: 0o600 });
  return () => {
    rmSync(file, { force: true });
  };
}
