import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { buildPages, pagesAreFresh } from "../../../app/commands/build-pages.ts";
import { startPart } from "../../../app/commands/start/part.ts";
import {
  localEnvironment,
  publishEnvironment,
  readLocalSettings,
} from "../../../app/commands/start/settings.ts";
import { waitFor } from "../../../app/commands/start/wait-for.ts";
import { freshDatabase } from "../../support/fresh-database.ts";
import { openFolder } from "../../support/kopilka.ts";
import { call, done, type Answer } from "./clients.ts";
import { npmRun, type Ran } from "./npm.ts";
import { restartable, type Restartable } from "./restartable.ts";

/** A whole Kopilka with an empty shop, of real processes that a test can kill one by one. */
export interface Stack {
  /** Addresses without a trailing slash. */
  readonly app: string;
  readonly devStore: string;
  readonly databaseUrl: string;
  /** What Shopify signs with. */
  readonly secret: string;
  /** Of a process beside those of the stack. */
  readonly environment: Readonly<Record<string, string>>;
  readonly token: string;
  readonly web: Restartable;
  readonly worker: Restartable;
  /** Not started: a test that wants two workers starts it. */
  readonly secondWorker: Restartable;
  /** The dev store's control API; what it refuses is a failure. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Waits until no delivery, retry or job is outstanding; half a minute, unless told otherwise. */
  settle(timeoutMs?: number): Promise<void>;
  /** The app's REST API below /api/v1, with the shop's token. */
  api(
    path: string,
    method?: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** `npm run NAME -- ARGUMENTS`; a failure of the command is one of the test. */
  npm(name: string, ...args: string[]): Promise<string>;
  /** The same, for commands that are to fail. */
  tryNpm(name: string, ...args: string[]): Promise<Ran>;
}

/** A database of a stack's own, already migrated, and how to be rid of it. */
export interface StackDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Brings a stack up before the file's tests and ends it after them, also when they fail.
 * The processes end with this one, should it be killed.
 * @param database where it keeps its data; by default a fresh one on the run's server
 */
export function useStack(database: () => Promise<StackDatabase> = freshDatabase): Stack {
  const ends: (() => Promise<void> | void)[] = [];
  const stack: { -readonly [K in keyof Stack]?: Stack[K] } = {};
  beforeAll(async () => {
    Object.assign(stack, await startStack(database, ends));
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  // Filled in before the first test; until then there is nothing to ask it.
  return stack as Stack;
}

async function startStack(
  database: () => Promise<StackDatabase>,
  ends: (() => Promise<void> | void)[],
): Promise<Stack> {
  if (!pagesAreFresh()) await buildPages();
  const folder = openFolder();
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const { url: databaseUrl, drop } = await database();
  ends.push(drop);
  const settings = await readLocalSettings({
    NODE_ENV: "test",
    PORT: "0",
    DEV_STORE_PORT: "0",
    KOPILKA_DATA_DIR: folder,
  });
  const environment: Record<string, string> = {
    ...localEnvironment(settings, databaseUrl),
    DEV_STORE_SEED: "none",
  };
  ends.push(publishEnvironment(folder, environment));
  const app = `http://127.0.0.1:${settings.port}`;
  const devStore = `http://127.0.0.1:${settings.devStorePort}`;

  const process = (name: string, file: string, ready?: string) =>
    restartable(
      () => startPart(name, file, { folder, environment }),
      ready === undefined ? undefined : (signal) => waitFor(`The ${name}`, ready, signal),
    );
  const web = process("web process", "app/server/main.ts", `${app}/readyz`);
  const worker = process("worker", "app/jobs/main.ts");
  const secondWorker = process("second worker", "app/jobs/main.ts");
  const store = process("dev store", "dev-store/main.ts", `${devStore}/healthz`);
  const parts = [web, worker, secondWorker, store];
  ends.push(async () => {
    await Promise.all(parts.map((part) => part.stop()));
  });
  await Promise.all([web.start(), worker.start(), store.start()]);

  const control = (method: string, path: string, body?: unknown) =>
    done(`${devStore}/control${path}`, method, body);
  const tryNpm = (name: string, ...args: string[]) => npmRun(folder, name, ...args);
  const npm = async (name: string, ...args: string[]) => {
    const { code, output } = await tryNpm(name, ...args);
    if (code !== 0) throw new Error(`npm run ${name} ${args.join(" ")} failed:\n${output}`);
    return output;
  };
  const installed = await control("POST", "/install");
  if (!z.object({ has_token: z.literal(true) }).safeParse(installed).success) {
    throw new Error(`the app did not install itself: ${JSON.stringify(installed)}`);
  }
  const token = /kpl_\S+/.exec(await npm("token", "create", "e2e"))?.[0] ?? "";
  await control("PUT", "/api-token", { token });
  return {
    app,
    devStore,
    databaseUrl,
    secret: environment["SHOPIFY_API_SECRET"] ?? "",
    environment,
    token,
    web,
    worker,
    secondWorker,
    control,
    npm,
    tryNpm,
    async settle(timeoutMs = 30_000) {
      const answer = await call(`${devStore}/control/settle?timeout_ms=${timeoutMs}`, "POST");
      const faults = parts.flatMap((part) => part.fault() ?? []);
      if (faults.length > 0) throw new Error(faults.join("\n"));
      if (answer.status === 200) return;
      const lastWords = readFileSync(join(folder, "logs", "worker.log"), "utf8").slice(-1_500);
      throw new Error(`${JSON.stringify(answer.body)}\nThe worker's last words: ${lastWords}`);
    },
    api: (path, method, body, headers) =>
      call(`${app}/api/v1${path}`, method, body, { authorization: `Bearer ${token}`, ...headers }),
  };
}
