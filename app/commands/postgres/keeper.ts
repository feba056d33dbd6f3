/**
 * The process that holds an embedded PostgreSQL: it starts the server, tells its parent the
 * address, and stops the server when the parent asks or is gone, however it went. It has a
 * process group of its own, so that Ctrl-C reaches the application first and the database
 * goes last.
 */
import getPort from "get-port";
import { rmSync } from "node:fs";
import pg from "pg";
import { Fault, reasonOf } from "../fault.ts";
import { serverAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { ensureCluster, LOGIN, startServer, type Server } from "./cluster.ts";
import type { KeeperMessage } from "./embedded.ts";
import { placeCluster } from "./place.ts";

const [folder = "", kind = "keep", wantedPort = "0"] = process.argv.slice(2);
const throwaway = kind === "throwaway";

let server: Server | null = null;
let stopping = false;

// Ctrl-C in a terminal goes to whole groups; only the parent decides when the database ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", stop);
process.on("disconnect", stop);

try {
  await run();
} catch (error) {
  tell({ kind: "failed", reason: reasonOf(error), expected: error instanceof Fault });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}

async function run() {
  const account = serverAccount();
  const binaries = findBinaries(account);
  const place = placeCluster(account, folder);
  const password = ensureCluster(binaries, account, place.folder);
  const port = Number(wantedPort) || (await getPort());
  server = await startServer(binaries, account, { folder: place.folder, port, throwaway });
  void server.ended.then((reason) => finish(place.folder, reason));
  if (stopping) {
    stop();
    return;
  }
  const address = (database: string) =>
    `postgresql://${LOGIN}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(address("postgres"));
  const moved = [place.moved ? place.folder : null, binaries.copiedTo].filter((to) => to !== null);
  tell({ kind: "ready", url: address(LOGIN), moved });
}

async function ensureDatabase(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [LOGIN]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${LOGIN}`);
  await client.end();
}

function stop() {
  stopping = true;
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
  // A throwaway cluster is removed anyway, so it need not write: SIGQUIT.
  server?.process.kill(throwaway ? "SIGQUIT" : "SIGINT");
}

function finish(place: string, reason: string) {
  if (throwaway) rmSync(place, { recursive: true, force: true });
  if (throwaway && place !== folder) rmSync(folder, { recursive: true, force: true });
  tell({ kind: "ended", reason });
  process.exit(stopping ? 0 : 1);
}

function tell(message: KeeperMessage) {
  if (process.connected) process.send?.(message);
}
