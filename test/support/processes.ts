import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A command of ours as a real process, in a process group of its own, as in a terminal. */
export type RunningProcess = {
  pid: number;
  /** Everything that it has said so far, on both outputs. */
  output: () => string;
  /** Resolves with the output once it matches; rejects when the process ends before that. */
  said: (pattern: RegExp) => Promise<string>;
  ended: Promise<number | null>;
  /** What `kill PID` sends: to this process alone. */
  signal: (signal: NodeJS.Signals) => void;
  /** What Ctrl-C in a terminal sends: to the whole group. */
  signalGroup: (signal: NodeJS.Signals) => void;
};

/**
 * Runs a program of the project, by default with this Node.
 * @param args the first is the file to run, from the project's root
 */
export function startProcess(args: string[], env: Record<string, string> = {}): RunningProcess {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args.join(" ")} did not start`);
  let output = "";
  let listeners: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  return {
    pid,
    ended,
    output: () => output,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output)) return;
          listeners = listeners.filter((listener) => listener !== look);
          resolve(output);
        };
        listeners.push(look);
        look();
        void ended.then(() => {
          reject(new Error(`ended before it said ${String(pattern)}:\n${output}`));
        });
      }),
    signal: (signal) => child.kill(signal),
    signalGroup: (signal) => {
      try {
        process.kill(-pid, signal);
      } catch {
        // The whole group is gone already.
      }
    },
  };
}

/**
 * The processes that belong to a group, or whose command line names a folder.
 * Linux only: read from /proc, because a bare machine has no `ps`.
 */
export function processesOf(group: number, folder: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // After the name in brackets: state, parent, group.
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ");
        const ours = Number(stat[2]) === group || command.includes(folder);
        return ours && stat[0] !== "Z" ? [{ pid: Number(pid), command }] : [];
      } catch {
        return [];
      }
    });
}
