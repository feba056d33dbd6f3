/**
 * `npm run verify [-- --shop SHOP]`: recomputes every balance, lot and hash chain from the
 * transfers. Prints a line per shop and names the first difference; ends with 1 if there is one.
 */
import { createPool } from "../db/pool.server.ts";
import { verifyLedger, type Verified } from "../services/verify-ledger.server.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const { values } = readArguments({ shop: { type: "string" } });
  const shop = values.shop === undefined ? null : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 2, name: "kopilka-verify" });
  try {
    const verified = await verifyLedger(db, shop);
    for (const one of verified) report(one);
    if (verified.length === 0) print("There is no ledger yet.");
  } finally {
    await db.close();
  }
});

function report({ shop, holders, transfers, difference }: Verified): void {
  const counted = `${String(transfers)} transfers of ${String(holders)} holders`;
  if (difference === null) {
    print(`${shop}: clean, ${counted}`);
  } else {
    process.exitCode = 1;
    print(`${shop}: NOT clean: ${difference}`, true);
  }
}
