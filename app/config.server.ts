import { z } from "zod";

/** A setting that is missing or wrong. Its message names each of them, and no value of a secret. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const port = z.coerce.number().int().min(0).max(65535);
const origin = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://kopilka.example.com" })
  .transform((text) => new URL(text).origin);

const SCHEMA = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgresql:// (a PostgreSQL database)"),
    PORT: port.default(3000),
    NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
    SHOPIFY_API_KEY: z.string().min(1),
    SHOPIFY_API_SECRET: z.string().min(1),
    SHOPIFY_APP_URL: origin,
    SCOPES: z
      .string()
      .transform((text) => text.split(",").map((scope) => scope.trim()))
      .optional(),
    PERSONAL_DATA_KEY: z.string().min(32, "must be at least 32 characters, and never change"),
    DEV_STORE_URL: origin.optional(),
    APP_BRIDGE_URL: z.url({ protocol: /^https?$/, error: "must be an address" }).optional(),
    WORKER_HEALTH_PORT: port.optional(),
  })
  .refine((given) => !(given.NODE_ENV === "production" && given.DEV_STORE_URL), {
    path: ["DEV_STORE_URL"],
    error: "sends calls for Shopify to the dev store: not with NODE_ENV=production",
  })
  .refine((given) => !(given.NODE_ENV === "production" && given.APP_BRIDGE_URL), {
    path: ["APP_BRIDGE_URL"],
    error: "replaces Shopify's App Bridge: not with NODE_ENV=production",
  });

/** Settings of the web process, the worker and the commands. */
export interface Config {
  /** Login role's address; sessions take on the role kopilka_app by themselves. */
  readonly databaseUrl: string;
  readonly port: number;
  readonly nodeEnv: "production" | "development" | "test";
  readonly logLevel: string;
  readonly shopifyApiKey: string;
  readonly shopifyApiSecret: string;
  /** Origin of the app as browsers and Shopify see it, without a trailing slash. */
  readonly shopifyAppUrl: string;
  /** Null: the scopes of shopify.app.toml, which Shopify manages. */
  readonly scopes: readonly string[] | null;
  /** Key of the keyed hashes of e-mail addresses; a new key forgets every waiting guest order. */
  readonly personalDataKey: string;
  /** Origin that *.myshopify.com is rewritten to in development; null in earnest. */
  readonly devStoreUrl: string | null;
  /**
   * The script that stands in for App Bridge in development; null: Shopify's own. Shopify's
   * package reads the variable, too, for the pages that it answers with itself.
   */
  readonly appBridgeUrl: string | null;
  /** Where the worker answers /healthz; null: nowhere. */
  readonly workerHealthPort: number | null;
}

/**
 * Reads and checks the environment, once, at the start of a process.
 * @throws ConfigError that names every missing or wrong variable at once
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  // An empty variable is how shells and compose files say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = SCHEMA.safeParse(given);
  if (!parsed.success) throw new ConfigError(describe(parsed.error.issues, given));
  const value = parsed.data;
  return {
    databaseUrl: value.DATABASE_URL,
    port: value.PORT,
    nodeEnv: value.NODE_ENV,
    logLevel: value.LOG_LEVEL,
    shopifyApiKey: value.SHOPIFY_API_KEY,
    shopifyApiSecret: value.SHOPIFY_API_SECRET,
    shopifyAppUrl: value.SHOPIFY_APP_URL,
    scopes: value.SCOPES ?? null,
    personalDataKey: value.PERSONAL_DATA_KEY,
    devStoreUrl: value.DEV_STORE_URL ?? null,
    appBridgeUrl: value.APP_BRIDGE_URL ?? null,
    workerHealthPort: value.WORKER_HEALTH_PORT ?? null,
  };
}

function describe(issues: z.core.$ZodIssue[], given: Record<string, unknown>): string {
  const problems = issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `${name} is not set` : `${name} ${problemOf(issue.message)}`;
  });
  return `The environment is not right: ${[...new Set(problems)].join("; ")}.`;
}

/** zod's own words begin with a capital and read on after a name. */
function problemOf(message: string): string {
  return message.startsWith("Invalid") ? `is wrong (${message})` : message;
}
