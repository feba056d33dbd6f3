import { fork, type ChildProcess } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import type { WriteStream } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const END_WITH_PARENT = new URL("end-with-parent.ts", import.meta.url).href;

/** How long a part may take to end before it is ended. */
const GRACE_MS = 6_000;

/** How much of what a part said last is kept for the reason of its end. */
const TAIL = 4_000;

/** Beyond this a log is not continued at the next start. */
const MOST_LOG_BYTES = 5 * 1024 * 1024;

/** One process of a running Kopilka. */
export type Part = {
  name: string;
  /** Its process id; undefined where it could not be started. */
  pid: number | undefined;
  /** Resolves when the process has ended, whatever the cause. */
  ended: Promise<{ code: number | null; reason: string }>;
  stop: () => Promise<void>;
};

/**
 * Starts one of our entry files as a process. What it says is added to `logs/NAME.log` in
 * the data folder; it ends with us.
 * @param file from the root of the project
 */
export function startPart(
  name: string,
  file: string,
  options: { folder: string; environment: Record<string, string> },
): Part {
  const logs = join(options.folder, "logs");
  mkdirSync(logs, { recursive: true });
  const log = openLog(join(logs, `${name.replaceAll(" ", "-")}.log`));
  // A full disk must not end a part by its log; the database will say so soon enough.
  log.on("error", () => undefined);
  const child = fork(join(ROOT, file), [], {
    cwd: ROOT,
    env: { ...process.env, ...options.environment },
    execArgv: ["--import", END_WITH_PARENT],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said[stream] = (said[stream] + text).slice(-TAIL);
      log.write(text);
    });
  }
  const ended = new Promise<{ code: number | null; reason: string }>((resolve) => {
    child.once("error", (error) => {
      resolve({ code: 1, reason: error.message });
    });
    child.once("close", (code, signal) => {
      log.end();
      resolve({ code, reason: reasonOfEnd(said, code, signal) });
    });
  });
  return { name, pid: child.pid, ended, stop: () => stopChild(child, ended) };
}

/**
 * Continues the log of earlier starts: what ended the last one is wanted most after the next
 * one. A log that has grown long is put aside first, in place of the one before it.
 */
function openLog(file: string): WriteStream {
  if (existsSync(file) && statSync(file).size > MOST_LOG_BYTES) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: "a" });
}

/** Its last words: what it complained of, or, where it ended by itself in silence, what it said. */
function reasonOfEnd(
  said: { stdout: string; stderr: string },
  code: number | null,
  signal: NodeJS.Signals | null,
): string {
  if (signal !== null) return `it was ended by ${signal}`;
  const words = said.stderr.trim() || said.stdout.trim();
  const last = words.split("\n").slice(-12).join("\n");
  return last === "" ? `exit code ${code ?? "?"}` : last;
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGTERM");
  const last = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(last);
}
