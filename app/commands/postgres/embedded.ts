import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Fault } from "../fault.ts";

/** What the keeper process says to the process that started it. */
export type KeeperMessage =
  | { kind: "ready"; url: string; moved: string[] }
  | { kind: "failed"; reason: string; expected: boolean }
  | { kind: "ended"; reason: string };

/** A running embedded PostgreSQL. */
export type EmbeddedPostgres = {
  /** Connection address of the owner of the database `kopilka`. */
  url: string;
  /** Folders elsewhere that had to be used, because the server's account cannot enter ours. */
  moved: string[];
  /** Resolves with the reason once the server has ended, asked or not. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL 18 out of node_modules on 127.0.0.1, as root or not. The
 * server ends with this process, whatever ends it.
 * @param options.folder where the cluster lives; made on first use
 * @param options.throwaway faster, not safe against power cuts, and removed at the end
 * @param options.port any free one where it is left out
 * @throws Fault with one clear line: disk full, folder in use, no such platform
 */
export async function startEmbeddedPostgres(options: {
  folder: string;
  throwaway: boolean;
  port?: number;
}): Promise<EmbeddedPostgres> {
  const keeper = fork(
    fileURLToPath(new URL("keeper.ts", import.meta.url)),
    [options.folder, options.throwaway ? "throwaway" : "keep", String(options.port ?? 0)],
    { detached: true, stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] },
  );
  let reason = "PostgreSQL's keeper process ended";
  const ended = new Promise<string>((resolve) => {
    keeper.once("exit", () => resolve(reason));
    keeper.once("error", (error) => resolve(error.message));
  });
  return new Promise((resolve, reject) => {
    keeper.on("message", (message: KeeperMessage) => {
      if (message.kind === "ready") {
        resolve({ url: message.url, moved: message.moved, ended, stop });
      } else {
        reason = message.reason;
        if (message.kind === "failed") {
          reject(message.expected ? new Fault(reason) : new Error(reason));
        }
      }
    });
    void ended.then((why) => reject(new Fault(why)));
  });

  async function stop() {
    keeper.kill("SIGTERM");
    await ended;
  }
}
