import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { startProcess, type RunningProcess } from "./processes.ts";

/** A whole Kopilka: what `npm start` brings up, on ports and in a folder of its own. */
export type Kopilka = {
  process: RunningProcess;
  folder: string;
  /** Addresses without a trailing slash. */
  app: string;
  devStore: string;
  token: string;
  /** What `npm run job`, `npm run verify` and the like need to work on it. */
  env: Record<string, string>;
  stop: () => Promise<void>;
};

/**
 * Starts all parts as `npm start` does and resolves once they are up.
 * @param options.seed `year` for the seeded shop (some 20 s more), `none` for an empty one
 * @param options.folder one of an earlier start, to start it again
 */
export async function startKopilka(
  options: { seed?: "year" | "none"; folder?: string; env?: Record<string, string> } = {},
): Promise<Kopilka> {
  const folder = options.folder ?? openFolder();
  const running = startProcess(["app/commands/start.ts"], {
    PORT: "0",
    DEV_STORE_PORT: "0",
    DATABASE_URL: "",
    KOPILKA_DATA_DIR: folder,
    DEV_STORE_SEED: options.seed ?? "none",
    ...options.env,
  });
  const output = await running.said(/API token +kpl_\S+\n/);
  const word = (name: string) => new RegExp(`${name} +(\\S+)`).exec(output)?.[1] ?? "";
  const env: NodeJS.Dict<string> = parseEnv(readFileSync(join(folder, "env"), "utf8"));
  return {
    process: running,
    folder,
    app: word("App"),
    devStore: word("Dev store"),
    token: word("API token"),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? ""])),
    stop: async () => {
      running.signal("SIGTERM");
      await running.ended;
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A temporary folder that the account which runs PostgreSQL for root can enter. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-e2e-"));
  chmodSync(folder, 0o755);
  return folder;
}
