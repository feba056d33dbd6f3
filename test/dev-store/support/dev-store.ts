import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ControlAnswer } from "./answers.ts";
import { API_SECRET, startReceiver, type Receiver } from "./receiver.ts";

const MAIN = fileURLToPath(new URL("../../../dev-store/main.ts", import.meta.url));

export interface DevStore {
  readonly url: string;
  readonly app: Receiver;
  /** Calls the control API; throws what it refuses, with its status. */
  control(method: string, path: string, body?: unknown): Promise<ControlAnswer>;
  /** Status and body of a call, refused or not. */
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: ControlAnswer }>;
  settle(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The real program in a process of its own, with an empty shop and a receiver for the app's side. */
export async function startDevStore(extra: Record<string, string> = {}): Promise<DevStore> {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-dev-store-"));
  const app = await startReceiver();
  const environment = {
    DEV_STORE_PORT: "0",
    DEV_STORE_DATA_DIR: folder,
    DEV_STORE_SEED: "none",
    SHOPIFY_API_KEY: "test-key",
    SHOPIFY_API_SECRET: API_SECRET,
    APP_URL: app.url,
    ...extra,
  };
  let { child, url } = await launch(environment);

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as ControlAnswer };
  };
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    get url() {
      return url;
    },
    app,
    call,
    control,
    async settle() {
      await control("POST", "/settle");
    },
    async restart() {
      await end(child);
      ({ child, url } = await launch(environment));
    },
    async stop() {
      await end(child);
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the program and waits until it says where it is. */
async function launch(
  environment: Record<string, string>,
): Promise<{ child: ChildProcessWithoutNullStreams; url: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { NODE_ENV: "test", PATH: process.env["PATH"] ?? "", ...environment },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /at (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("exit", (code) => reject(new Error(`The dev store ended with ${code}: ${said}`)));
  });
  return { child, url };
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** What the program says when it cannot start. */
export async function failureToStart(
  environment: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { NODE_ENV: "test", PATH: process.env["PATH"] ?? "", ...environment },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, said };
}
