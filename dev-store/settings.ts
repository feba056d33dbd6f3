import { fileURLToPath } from "node:url";
import { z } from "zod";

const origin = z
  .url({ protocol: /^https?$/, error: "must be an address such as http://127.0.0.1:3000" })
  .transform((url) => new URL(url).origin);

const settingsSchema = z.object({
  DEV_STORE_PORT: z.coerce
    .number("must be a port")
    .int("must be a port")
    .min(0, "must be a port")
    .max(65535, "must be a port")
    .default(4000),
  DEV_STORE_DATA_DIR: z.string().min(1),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  APP_URL: origin,
  SHOP: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, "must be a myshopify.com domain")
    .default("kopilka-dev.myshopify.com"),
  /** Where the app receives webhooks, and what its app proxy is called from. */
  DEV_STORE_WEBHOOK_PATH: z.string().startsWith("/", "must begin with /").default("/webhooks"),
  DEV_STORE_PROXY_PATH: z.string().startsWith("/", "must begin with /").default("/proxy"),
  /** What the merchant granted: with the real Shopify it comes from shopify.app.toml. */
  SCOPES: z
    .string()
    .default(
      "read_all_orders,read_customer_merge,read_customers,read_discounts,read_orders,read_products,write_customers,write_discounts,write_orders",
    ),
  /** The folder of the app's built extensions, each with its TOML. */
  DEV_STORE_EXTENSIONS: z
    .string()
    .default(fileURLToPath(new URL("../extensions", import.meta.url))),
  /** `none` starts with an empty shop, which tests want. */
  DEV_STORE_SEED: z.enum(["year", "none"], "must be year or none").default("year"),
});

export interface Settings {
  readonly port: number;
  readonly dataFolder: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Origin of the app, without a trailing slash. */
  readonly appUrl: string;
  readonly shop: string;
  readonly webhookPath: string;
  readonly proxyPath: string;
  readonly scopes: readonly string[];
  readonly extensionsFolder: string;
  readonly seed: "year" | "none";
}

/**
 * Settings from the environment.
 * @throws Error that names every variable that is missing or wrong
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  // An empty variable is how shells say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return given[name] === undefined ? `${name} is not set` : `${name} ${message}`;
    });
    throw new Error(`The dev store's environment is not right: ${problems.join("; ")}.`);
  }
  const settings = result.data;
  return {
    port: settings.DEV_STORE_PORT,
    dataFolder: settings.DEV_STORE_DATA_DIR,
    apiKey: settings.SHOPIFY_API_KEY,
    apiSecret: settings.SHOPIFY_API_SECRET,
    appUrl: settings.APP_URL,
    shop: settings.SHOP,
    webhookPath: settings.DEV_STORE_WEBHOOK_PATH,
    proxyPath: settings.DEV_STORE_PROXY_PATH,
    scopes: settings.SCOPES.split(",")
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ""),
    extensionsFolder: settings.DEV_STORE_EXTENSIONS,
    seed: settings.DEV_STORE_SEED,
  };
}
