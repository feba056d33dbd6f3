import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";

const MAIN = fileURLToPath(new URL("../../dev-store/main.ts", import.meta.url));

export const DEV_SHOP = "kopilka-dev.myshopify.com";
export const DEV_KEY = "kopilka-test-key";
export const DEV_SECRET = "a secret that only tests know";

/** A dev store as a process of its own, with an empty shop. */
export interface RunningDevStore {
  readonly url: string;
  /** Calls the control API; @throws Error with the answer where it is none of success. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Exchanges a session token for an expiring offline token, as the app does. */
  exchangeToken(): Promise<z.output<typeof TOKEN>>;
}

const TOKEN = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  scope: z.string(),
  expires_in: z.number(),
});

/**
 * Starts a dev store before the file's tests and ends it after them.
 * @param appUrl where it sends webhooks; by default where nobody listens
 */
export function useRunningDevStore(
  given: { appUrl?: string; scopes?: string } = {},
): RunningDevStore {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-dev-store-"));
  let url = "";
  let stop: () => Promise<void> = () => Promise.resolve();
  beforeAll(async () => {
    ({ url, stop } = await start(folder, given));
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function call(path: string, init: RequestInit): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, { headers, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${text}`);
    return JSON.parse(text);
  }
  const control = (method: string, path: string, body?: unknown) =>
    call(`/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    get url() {
      return url;
    },
    control,
    async exchangeToken() {
      const { token } = z
        .object({ token: z.string() })
        .parse(await control("POST", "/session-token"));
      const body = {
        client_id: DEV_KEY,
        client_secret: DEV_SECRET,
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: token,
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
        expiring: "1",
      };
      const init = { method: "POST", body: JSON.stringify(body) };
      return TOKEN.parse(await call("/admin/oauth/access_token", init));
    },
  };
}

function start(folder: string, { appUrl, scopes }: { appUrl?: string; scopes?: string }) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DEV_STORE_PORT: "0",
      DEV_STORE_DATA_DIR: folder,
      DEV_STORE_SEED: "none",
      SHOPIFY_API_KEY: DEV_KEY,
      SHOPIFY_API_SECRET: DEV_SECRET,
      SHOP: DEV_SHOP,
      APP_URL: appUrl ?? "http://127.0.0.1:9",
      ...(scopes === undefined ? {} : { SCOPES: scopes }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return new Promise<{ url: string; stop: () => Promise<void> }>((resolve, reject) => {
    let said = "";
    const hear = (text: string) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) resolve({ url: address[0], stop });
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void ended.then(() => {
      reject(new Error(`the dev store ended: ${said}`));
    });
  });
}
