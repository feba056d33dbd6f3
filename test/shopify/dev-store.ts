import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

export const API_KEY = "kopilka-dev-key";
export const API_SECRET = "a secret of the test";
export const SHOP = "kopilka-dev.myshopify.com";

/** A dev store of a test's own, as a real process with an empty shop. */
export interface DevStore {
  readonly url: string;
  /** Calls the control API and gives the JSON that it answers. @throws for a status that is no success */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** A session token of the shop's owner, as App Bridge hands one to the app. */
  sessionToken(): Promise<string>;
  stop(): Promise<void>;
}

export async function startDevStore(): Promise<DevStore> {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-dev-store-"));
  const child = spawn(process.execPath, ["dev-store/main.ts"], {
    env: {
      ...process.env,
      DEV_STORE_PORT: "0",
      DEV_STORE_DATA_DIR: folder,
      DEV_STORE_SEED: "none",
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      // Nobody listens there: these tests read, and no webhook needs to arrive.
      APP_URL: "http://127.0.0.1:9",
      SHOP,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /at (http:\/\/\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`The dev store ended: ${output}`)));
  });

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  await control("PUT", "/faults", { lose: 1 });
  return {
    url,
    control,
    sessionToken: async () =>
      z.object({ token: z.string() }).parse(await control("POST", "/session-token")).token,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
