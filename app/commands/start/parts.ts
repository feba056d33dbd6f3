import { join } from "node:path";
import { Fault } from "../fault.ts";
import { startEmbeddedPostgres } from "../postgres/embedded.ts";
import { print, step } from "../run.ts";
import type { Lifetime } from "./lifetime.ts";
import { startPart } from "./part.ts";

/**
 * Starts the embedded PostgreSQL of a data folder; its end is the end of everything.
 * @returns its address
 */
export async function startDatabase(lifetime: Lifetime, dataFolder: string): Promise<string> {
  const folder = join(dataFolder, "postgres");
  const server = await step("Starting PostgreSQL", () =>
    startEmbeddedPostgres({ folder, throwaway: false }),
  );
  void server.ended.then((reason) => {
    lifetime.end(new Fault(reason));
  });
  await lifetime.started(server.stop);
  for (const place of server.moved) {
    print(`  (the account that runs PostgreSQL cannot enter this folder; it uses ${place})`);
  }
  return server.url;
}

const FILES = {
  "web process": "app/server/main.ts",
  worker: "app/jobs/main.ts",
  "dev store": "dev-store/main.ts",
};

/** Starts processes of ours; when one of them ends, so does everything, with its reason. */
export async function startParts(
  lifetime: Lifetime,
  folder: string,
  environment: Record<string, string>,
  names: readonly (keyof typeof FILES)[],
): Promise<void> {
  const parts = names.map((name) => startPart(name, FILES[name], { folder, environment }));
  for (const part of parts) {
    void part.ended.then(({ reason }) => {
      lifetime.end(new Fault(`the ${part.name} ended: ${reason}`));
    });
  }
  await lifetime.started(async () => {
    await Promise.all(parts.map((part) => part.stop()));
  });
}
