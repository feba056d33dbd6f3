/**
 * `npm run verify [-- --shop SHOP] [--rebuild] [--digest FILE]`: recomputes every balance, lot and
 * hash chain from the transfers. Prints a line per shop and names the first difference; ends with 1
 * if there is one. With `--rebuild` it also writes balances and lots anew from the transfers alone,
 * beside the stored ones, and compares the two byte for byte. With `--digest` it also checks that a
 * digest which was kept outside still holds.
 */
import { readFileSync } from "node:fs";
import { createPool, type Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { shopsWithHolders } from "../db/verify-queries.server.ts";
import { readDigestFile, type KeptDigest } from "../domain/ledger/digest-file.ts";
import type { ShopId } from "../domain/ids.ts";
import { checkDigest } from "../services/check-digest.server.ts";
import { rebuildProjection } from "../services/rebuild-projection.server.ts";
import { verifyLedger, type Verified } from "../services/verify-ledger.server.ts";
import { Fault, reasonOf } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const { values } = readArguments({
    shop: { type: "string" },
    rebuild: { type: "boolean" },
    digest: { type: "string" },
  });
  const kept = values.digest === undefined ? null : readKept(values.digest);
  // A digest is of one shop, which need not be said twice.
  const shop = values.shop === undefined ? (kept?.digest.shop ?? null) : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 2, name: "kopilka-verify" });
  try {
    const verified = await verifyLedger(db, shop);
    for (const one of verified) reportVerified(one);
    if (verified.length === 0) print("There is no ledger yet.");
    if (values.rebuild === true) await rebuild(db, shop);
    if (kept !== null) await check(db, shop ?? kept.digest.shop, kept);
  } finally {
    await db.close();
  }
});

function readKept(file: string): KeptDigest {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Fault(`--digest: ${reasonOf(error)}`);
  }
  const read = readDigestFile(text);
  if (read.kind === "unreadable") throw new Fault(`${file}: ${read.problem}`);
  return read.kept;
}

function reportVerified({ shop, holders, transfers, difference }: Verified): void {
  const counted = `${String(transfers)} transfers of ${String(holders)} holders`;
  report(shop, difference, `clean, ${counted}`);
}

async function rebuild(db: Database, shop: ShopId | null): Promise<void> {
  const shops = shop ? [shop] : await shopsWithHolders(queryable(db.pool));
  for (const one of shops) {
    const { stored, rebuilt, difference } = await rebuildProjection(db, one);
    const rows = `${String(rebuilt.rows)} rows of balances and lots`;
    report(one, difference, `rebuilt from transfers alone, ${rows}, SHA-256 ${rebuilt.hash}`);
    if (difference !== null && stored.hash !== rebuilt.hash)
      print(`${one}: stored SHA-256 ${stored.hash}, rebuilt ${rebuilt.hash}`, true);
  }
}

async function check(db: Database, shop: ShopId, kept: KeptDigest): Promise<void> {
  const { number, takenAt, chains } = kept.digest;
  const difference = await checkDigest(db, shop, kept);
  const what = `digest ${String(number)} of ${takenAt.toISOString()}`;
  report(shop, difference, `${what} holds: all ${String(chains)} chains go on from it`);
}

function report(shop: ShopId, difference: string | null, clean: string): void {
  if (difference === null) {
    print(`${shop}: ${clean}`);
  } else {
    process.exitCode = 1;
    print(`${shop}: NOT clean: ${difference}`, true);
  }
}
