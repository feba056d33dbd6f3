import { createPool } from "../../app/db/pool.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, shopId, type CustomerId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { sessionToken } from "../support/session-token.ts";
import { startAdminStub } from "./admin-stub.ts";
import { startServer } from "./server.ts";
import { SECRET } from "./webhooks.ts";

const SHOP = shopId("bench-redemptions.myshopify.com");
const START = new Date("2026-11-01T00:00:00Z");
const SHOPPERS = 20;
const WARM_UP = 20;
const CHANGES = 50;

/**
 * `POST /api/redemptions` while so many shoppers change their minds at once: how
 * long the app itself takes, the time that Shopify took left out.
 * @returns a line with the median and the 95th percentile
 */
export async function measureRedemptions(url: string): Promise<string> {
  const admin = await startAdminStub();
  const db = createPool(url, { max: 4 });
  const web = await startServer("../../app/server/main.ts", url, {
    NODE_ENV: "development",
    DEV_STORE_URL: admin.url,
  });
  try {
    const shoppers = Array.from({ length: SHOPPERS }, (_, number) =>
      customerId(String(8_000_000_000_000 + number)),
    );
    await db.pool.query(
      `INSERT INTO sessions (id, shop, state, access_token, expires)
       VALUES ($1, $2, '', 'bench', now() + interval '1 hour')`,
      [`offline_${SHOP}`, SHOP],
    );
    const installation = { name: "Bench", currency: currencyCode("RUB"), timezone: "UTC" };
    await installShop(db, { shop: SHOP, ...installation }, START);
    await inTransaction(db, (tx) => ensureMembers(tx, SHOP, shoppers, START));
    for (const shopper of shoppers) {
      const gift = { points: 5_000n, reason: "bench", key: shopper, actor: "bench" };
      await adjustPoints(db, { shop: SHOP, customerId: shopper, ...gift }, START);
    }
    const all = await Promise.all(shoppers.map((shopper) => changeAmounts(web.origin, shopper)));
    const own = all.flat().toSorted((a, b) => a - b);
    const at = (share: number) => (own[Math.floor(own.length * share)] ?? Number.NaN).toFixed(1);
    return `POST /api/redemptions under ${String(SHOPPERS)} concurrent shoppers, the app's own part: median ${at(0.5)} ms, p95 ${at(0.95)} ms (${String(own.length)} requests)`;
  } finally {
    await web.stop();
    await db.close();
    admin.close();
  }
}

/** @returns milliseconds of each request, less those that the Admin API took */
async function changeAmounts(origin: string, shopper: CustomerId): Promise<number[]> {
  const claims = {
    dest: `https://${SHOP}`,
    aud: "bench",
    sub: `gid://shopify/Customer/${shopper}`,
  };
  const headers = { authorization: `Bearer ${sessionToken(claims, SECRET)}` };
  const own: number[] = [];
  for (let change = 0; change < WARM_UP + CHANGES; change += 1) {
    const body = JSON.stringify({ points: 100 + 10 * (change % 300) });
    const began = performance.now();
    const response = await fetch(`${origin}/api/redemptions`, { method: "POST", headers, body });
    const text = await response.text();
    const took = performance.now() - began;
    if (response.status !== 201) throw new Error(`a hold was refused: ${text}`);
    const timing = /admin;dur=([\d.]+)/.exec(response.headers.get("server-timing") ?? "");
    if (change >= WARM_UP) own.push(took - Number(timing?.[1] ?? 0));
  }
  return own;
}
