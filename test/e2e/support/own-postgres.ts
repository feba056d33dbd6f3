import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { applyMigrations } from "../../../app/commands/migrations/apply.ts";
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "../../../app/commands/postgres/embedded.ts";
import { openFolder } from "../../support/kopilka.ts";
import { processesOf } from "../../support/processes.ts";
import type { StackDatabase } from "./stack.ts";

/** A PostgreSQL server of one file's own, as `npm start` runs it, that can be brought down. */
export function ownPostgres() {
  const root = openFolder();
  const folder = join(root, "postgres");
  let server: EmbeddedPostgres | null = null;

  const start = async (port?: number) => {
    mkdirSync(folder, { recursive: true });
    server = await startEmbeddedPostgres({
      folder,
      throwaway: false,
      ...(port === undefined ? {} : { port }),
    });
    return server;
  };
  return {
    /** Migrated, for `useStack`. */
    async open(): Promise<StackDatabase> {
      const { url } = await start();
      await applyMigrations(url);
      const drop = async () => {
        await server?.stop();
        rmSync(root, { recursive: true, force: true });
      };
      return { url, drop };
    },
    /** Kills the server with all its processes, as a power cut would. */
    async kill(): Promise<void> {
      for (const { pid } of processesOf(-1, folder).filter(isServer)) process.kill(pid, "SIGKILL");
      await server?.ended;
      // Its sessions end when they find it gone; the memory they share is free only then.
      await expect.poll(() => processesOf(-1, folder), { timeout: 10_000 }).toEqual([]);
    },
    /** Starts it again where it was. */
    async restart(): Promise<void> {
      await start(Number(new URL(server?.url ?? "").port));
    },
  };
}

const isServer = ({ command }: { command: string }) => command.includes("/postgres -D ");
