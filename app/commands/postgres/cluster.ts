import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isFull } from "../disk.ts";
import { Fault } from "../fault.ts";
import { giveTo, type Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** The login role of an embedded server; it owns the database. */
export const LOGIN = "kopilka";

/** What a throwaway cluster gives up: nothing survives a power cut, and nothing has to. */
const THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Makes the data folder on first use.
 * @param folder holds `data` and `password`; exists, and the account can write there
 * @returns the login role's password
 * @throws Fault when initdb fails, with its reason
 */
export function ensureCluster(binaries: Binaries, account: Account, folder: string): string {
  const passwordFile = join(folder, "password");
  const data = join(folder, "data");
  if (existsSync(join(data, "PG_VERSION")) && existsSync(passwordFile)) {
    return readFileSync(passwordFile, "utf8").trim();
  }
  // What an interrupted first start left behind is of no use to anyone.
  rmSync(data, { recursive: true, force: true });
  const password = randomBytes(18).toString("base64url");
  mkdirSync(data, { mode: 0o700 });
  giveTo(account, data);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(account, passwordFile);
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      `--username=${LOGIN}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // PostgreSQL's own locale: the same order of text whatever the machine has installed.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      // The server flushes for itself; a second flush of a new folder only takes time.
      "--no-sync",
    ],
    { ...account, cwd: "/", encoding: "utf8", env: serverEnvironment() },
  );
  if (made.status !== 0) {
    const fault = new Fault(explain(made.error?.message ?? made.stderr, folder));
    rmSync(data, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
    throw fault;
  }
  return password;
}

/** A running server process and the promise of its end, with the last thing it said. */
export type Server = { process: ChildProcess; ended: Promise<string> };

/**
 * Starts the server and resolves once it takes connections.
 * @throws Fault with the server's own reason when it does not come up
 */
export async function startServer(
  binaries: Binaries,
  account: Account,
  options: { folder: string; port: number; throwaway: boolean },
): Promise<Server> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `port=${options.port}`,
    "max_connections=200",
    "shared_buffers=256MB",
    "log_min_messages=warning",
    ...(options.throwaway ? THROWAWAY : []),
  ];
  const data = join(options.folder, "data");
  chmodSync(data, 0o700);
  const server = spawn(
    binaries.postgres,
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: "/", stdio: ["ignore", "ignore", "pipe"], env: serverEnvironment() },
  );
  let said = "";
  const ended = new Promise<string>((resolve) => {
    server.once("error", (error) => resolve(error.message));
    server.once("close", () => resolve(explain(said, options.folder)));
  });
  await new Promise<void>((resolve, reject) => {
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
      if (text.includes("ready to accept connections")) resolve();
    });
    void ended.then((reason) => reject(new Fault(reason)));
  });
  return { process: server, ended };
}

/** English messages, because their text is read; the rest of our environment is not its business. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, TZ, NODE_ENV } = process.env;
  return { LC_ALL: "C", PATH, TMPDIR, TZ, NODE_ENV };
}

/** The line of a server's output that tells most: the last that names a failure, or the last. */
function lastLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.filter((line) => /FATAL|PANIC|error:|could not/.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? "it ended without a word").trim();
}

function explain(said: string, folder: string): string {
  const reason = lastLine(said);
  if (isFull(folder) || /No space left on device|Check free disk space|quota exceeded/.test(said)) {
    return `the disk is full: PostgreSQL cannot write to ${folder}`;
  }
  if (said.includes('lock file "postmaster.pid" already exists')) {
    return `another Kopilka is running on ${folder}: stop it, or set KOPILKA_DATA_DIR to a folder of its own`;
  }
  return `PostgreSQL in ${folder} stopped: ${reason}`;
}
