import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import { SECRET } from "./webhooks.ts";

/** A server of a process of its own. */
export interface Running {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Starts a server on a port of its own; resolves once it answers.
 * @param file from this folder
 * @param environment beyond what every server is given
 */
export async function startServer(
  file: string,
  url: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const port = await getPort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: String(port),
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      SHOPIFY_API_KEY: "bench",
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_APP_URL: origin,
      PERSONAL_DATA_KEY: "a key of the bench that is long enough",
      ...environment,
    },
  });
  await answers(child, origin);
  return {
    origin,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** Waits until the server answers anything at all. */
async function answers(child: ChildProcess, origin: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server at ${origin} did not start`);
    const answer = await fetch(origin).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
