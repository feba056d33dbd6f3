/** Facts of the shop that the dev store pretends to be. */
export const SHOP_ID = "61234567890";
export const SHOP_NAME = "Автозапчасти «Мотор»";
export const SHOP_EMAIL = "shop@motor.example";
export const SHOP_TIME_ZONE = "Europe/Moscow";
export const OWNER_ID = "84000000001";

/** `shop` as `app/uninstalled` sends it. */
export function shopJson(domain: string) {
  return {
    id: BigInt(SHOP_ID),
    name: SHOP_NAME,
    email: SHOP_EMAIL,
    domain,
    myshopify_domain: domain,
    country: "RU",
    country_code: "RU",
    currency: "RUB",
    iana_timezone: SHOP_TIME_ZONE,
    plan_name: "partner_test",
    taxes_included: true,
    shop_owner: "Мария Орлова",
  };
}

/** The `host` parameter of Shopify's admin: where the app is embedded. */
export const adminHost = (shop: string): string =>
  Buffer.from(`admin.shopify.com/store/${shop.replace(".myshopify.com", "")}`)
    .toString("base64")
    .replace(/=+$/, "");
