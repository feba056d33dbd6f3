import type { Database } from "../db/pool.server.ts";
import { latestProgram, programVersion } from "../db/program-queries.server.ts";
import { currencyOfShop, timezoneOfShop } from "../db/shop-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { currencyCode } from "../domain/money.ts";
import type { CurrencyCode } from "../domain/money.ts";
import { defaultProgram } from "../domain/program.ts";
import type { Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";

export interface ProgramView {
  /** What is in force; null before the first publication. */
  readonly current: ProgramVersion | null;
  /** An earlier version whose values are to be looked through; null where none is asked for. */
  readonly draft: ProgramVersion | null;
  /** What the form starts with: the draft, else what is in force, else the default program. */
  readonly initial: Program;
  /** The shop's money, in which the next version will be. */
  readonly currency: CurrencyCode;
}

/** Only for a shop whose currency was never told: any may be published there. */
const SOME_CURRENCY = currencyCode("USD");

/**
 * What the programme's form shows.
 * @param from the version to use as a draft; null for none
 */
export async function viewProgram(
  db: Database,
  shop: ShopId,
  from: number | null,
): Promise<ProgramView> {
  const sql = queryable(db.pool);
  const current = await latestProgram(sql, shop);
  const shopCurrency = await currencyOfShop(sql, shop);
  const currency =
    shopCurrency === null
      ? (current?.program.currency ?? SOME_CURRENCY)
      : currencyCode(shopCurrency);
  const draft = from === null ? null : await programVersion(sql, shop, from);
  const initial =
    (draft ?? current)?.program ?? defaultProgram(currency, await timezoneOfShop(sql, shop));
  return { current, draft, initial, currency };
}
