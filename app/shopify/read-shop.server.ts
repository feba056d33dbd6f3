import type { CurrencyCode } from "../domain/money.ts";
import { expectData } from "./admin-client.server.ts";
import type { AdminClient } from "./admin-client.server.ts";
import { shopOperation } from "./operations/generated.ts";
import { knownCurrency } from "./payloads/amounts.ts";

/** What the Admin API says of a shop. */
export interface ShopReading {
  readonly name: string;
  readonly currency: CurrencyCode;
  /** As the IANA database names it, such as `Europe/Moscow`. */
  readonly timezone: string;
  /** The access scopes that the merchant has granted. */
  readonly scopes: readonly string[];
}

/** @throws AdminFailure where Shopify refuses or does not answer */
export async function readShop(admin: AdminClient): Promise<ShopReading> {
  const { shop, currentAppInstallation } = await expectData(admin, shopOperation, {});
  return {
    name: shop.name,
    currency: knownCurrency(shop.currencyCode, "shop.currencyCode"),
    timezone: shop.ianaTimezone,
    scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
