import type { Database } from "../db/pool.server.ts";
import { insertProgramVersion, latestProgram } from "../db/program-queries.server.ts";
import { upsertInstalledShop } from "../db/shop-queries.server.ts";
import type { ShopRecord } from "../db/shop-queries.server.ts";
import { inTransaction } from "../db/transaction.server.ts";
import type { CurrencyCode } from "../domain/money.ts";
import { defaultProgram } from "../domain/program.ts";
import type { RequestJob } from "./job-requests.ts";
import { requestInstallation } from "./request-installation.ts";

export type Installation = ShopRecord & { readonly currency: CurrencyCode };

/**
 * Records that a shop has Kopilka: on its first opening, on a return after an
 * uninstallation, and again, to no effect but newer names, each time its token
 * is renewed. A shop without a program starts with the default one, in force
 * from the second of `now`; orders before that earn nothing until the merchant says otherwise.
 * @param requestJob has the worker put into the shop what it needs there, once it is recorded
 */
export function installShop(
  db: Database,
  installation: Installation,
  now: Date,
  { requestJob }: { readonly requestJob?: RequestJob | undefined } = {},
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await upsertInstalledShop(tx, installation, now);
    const { shop, currency, timezone } = installation;
    if (requestJob) await requestInstallation(requestJob, tx, shop, "opened");
    if ((await latestProgram(tx, shop)) !== null) return;
    // Shopify's times have whole seconds: an order of this very second would otherwise be dated
    // before the program that it came under.
    const publishedAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const version = { version: 1, publishedAt, program: defaultProgram(currency, timezone) };
    await insertProgramVersion(tx, shop, version, "install");
  });
}
