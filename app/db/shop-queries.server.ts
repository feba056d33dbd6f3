import type { ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** What is recorded of a shop that has Kopilka. */
export interface ShopRecord {
  readonly shop: ShopId;
  readonly name: string;
  readonly currency: string;
  readonly timezone: string;
}

/**
 * Writes what is known of the shop, and that it has Kopilka as of `now`: unless
 * it has had it all along, in which case the time of its installation stays.
 */
export async function upsertInstalledShop(
  db: Queryable,
  { shop, name, currency, timezone }: ShopRecord,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO shops AS s (shop, name, currency, timezone, installed_at, authorized_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $5, $5)
     ON CONFLICT (shop) DO UPDATE SET
       name = excluded.name,
       currency = excluded.currency,
       timezone = excluded.timezone,
       authorized_at = excluded.authorized_at,
       installed_at = CASE WHEN s.installed_at IS NULL OR s.uninstalled_at IS NOT NULL
                           THEN excluded.installed_at ELSE s.installed_at END,
       uninstalled_at = NULL`,
    [shop, name, currency, timezone, now],
  );
}

/** The shop's time zone as the IANA database names it; UTC where it was never told. */
export async function timezoneOfShop(db: Queryable, shop: ShopId): Promise<string> {
  const [row] = await db.query<{ timezone: string | null }>(
    "SELECT timezone FROM shops WHERE shop = $1",
    [shop],
  );
  return row?.timezone ?? "UTC";
}

/** The ISO 4217 code of the shop's own money; null where it was never told. */
export async function currencyOfShop(db: Queryable, shop: ShopId): Promise<string | null> {
  const [row] = await db.query<{ currency: string | null }>(
    "SELECT currency FROM shops WHERE shop = $1",
    [shop],
  );
  return row?.currency ?? null;
}

/** What the shop calls itself; null where it was never told. */
export async function nameOfShop(db: Queryable, shop: ShopId): Promise<string | null> {
  const [row] = await db.query<{ name: string | null }>("SELECT name FROM shops WHERE shop = $1", [
    shop,
  ]);
  return row?.name ?? null;
}
