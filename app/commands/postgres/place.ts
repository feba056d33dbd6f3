import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Fault, reasonOf } from "../fault.ts";
import { canReach, giveTo, type Account } from "./account.ts";

/** Where data and programs go that cannot stay in the checkout. */
export const ELSEWHERE = "/var/lib/kopilka";

/** Where a cluster lives, and whether that is elsewhere than asked. */
export type Place = { folder: string; moved: boolean };

/**
 * The folder for a cluster: the one asked for, or, where the server's account cannot enter
 * that (below /root), one below /var/lib or /tmp. The asked folder then keeps the other's
 * name, so that removing it still means starting afresh.
 * @throws Fault when no folder can be made
 */
export function placeCluster(account: Account, asked: string): Place {
  const wanted = resolve(asked);
  make(wanted);
  const signpost = join(wanted, "moved-to");
  if (!existsSync(signpost)) {
    giveTo(account, wanted);
    if (canReach(account, wanted, "write")) return { folder: wanted, moved: false };
    writeFileSync(signpost, `${elsewhere(wanted)}\n`);
  }
  const folder = readFileSync(signpost, "utf8").trim();
  make(folder);
  giveTo(account, folder);
  if (!canReach(account, folder, "write")) {
    throw new Fault(
      `the account that runs PostgreSQL can enter neither ${wanted} nor ${folder}. ` +
        "Set KOPILKA_DATA_DIR to a folder that every account can enter.",
    );
  }
  return { folder, moved: true };
}

function elsewhere(wanted: string): string {
  const base = canMake(ELSEWHERE) ? ELSEWHERE : "/tmp/kopilka";
  const name = createHash("sha256").update(wanted).update(randomUUID()).digest("hex");
  return join(base, `data-${name.slice(0, 12)}`);
}

function canMake(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    return true;
  } catch {
    return false;
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new Fault(`the data folder ${folder} cannot be made: ${reasonOf(error)}`);
  }
}
