import { z } from "zod";
import { defaultProgram, encodeProgram, parseProgram } from "../../../app/domain/program.ts";
import { createTopicHandler } from "../../../app/services/handle-topic.server.ts";
import { fetchSurroundings } from "../../../app/services/fetch-surroundings.server.ts";
import { publishProgram } from "../../../app/services/publish-program.server.ts";
import { accrueOrders } from "../../../app/services/accrue-orders.server.ts";
import type { OrderPage } from "../../../app/services/shop-reader.ts";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { RUB } from "../../support/order-examples.ts";
import type { RunningDevStore } from "../../support/running-dev-store.ts";
import { PERSONAL_DATA_KEY, type ShopOnDevStore } from "../../support/shop-on-dev-store.ts";

export const INSTALLED = new Date("2026-11-01T12:00:00Z");
export const PUBLISHED = new Date("2026-11-02T12:00:00Z");
export const NOW = new Date("2026-11-21T12:00:00Z");

const LONG_AGO = new Date("2026-01-01T00:00:00Z");

const idNumber = z.union([z.number(), z.string()]).transform(String);
const product = z.object({ product: z.object({ id: idNumber }) });
const collection = z.object({ collection: z.object({ id: idNumber }) });
const customer = z.object({ customer: z.object({ id: idNumber }) });
const order = z.object({
  order: z.looseObject({ id: idNumber, line_items: z.array(z.object({ id: idNumber })) }),
});

/** What tests of an order's surroundings do in the dev store and in the app beside it. */
export function surroundedShop(store: RunningDevStore, shop: ShopOnDevStore) {
  const { control } = store;
  const sql = () => shop.database.sql;
  return {
    async product(body: object): Promise<string> {
      const given = { title: "Товар", price: "1000.00", ...body };
      return product.parse(await control("POST", "/products", given)).product.id;
    },
    changeProduct: (id: string, body: object) => control("PUT", `/products/${id}`, body),
    async collection(products: readonly string[]): Promise<string> {
      const body = { title: "Подборка", products };
      return collection.parse(await control("POST", "/collections", body)).collection.id;
    },
    async customer(body: object): Promise<string> {
      return customer.parse(await control("POST", "/customers", body)).customer.id;
    },
    /** An order of one of each product, after the program was published. */
    async order(of: string | null, products: readonly string[], body: object = {}) {
      const line_items = products.map((product_id) => ({ product_id, quantity: 1 }));
      const at = "2026-11-10T09:00:00Z";
      const given = { customer_id: of, at, line_items, ...body };
      return order.parse(await control("POST", "/orders", given)).order;
    },
    /** Publishes the default program, one point for 100 roubles, with this in its document. */
    async publish(earning: object, other: object = {}): Promise<void> {
      const document = encodeProgram(defaultProgram(RUB));
      const changed = { ...document, earning: { ...document.earning, ...earning }, ...other };
      const parsed = parseProgram(changed);
      if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
      const { program } = parsed;
      await publishProgram(shop.database.db, { shop: shop.shop, program, by: "test" }, PUBLISHED);
    },
    /** Reads all orders from Shopify, as a reconciliation that begins anew; no webhook comes here. */
    async reconcile(): Promise<void> {
      const { db } = shop.database;
      const reader = shop.context.readerOf(shop.shop);
      let after: string | null = null;
      do {
        const page: OrderPage = await reader.ordersUpdatedSince(LONG_AGO, after);
        const events = page.orders.map((facts) => ({ kind: "state" as const, facts }));
        await accrueOrders(db, shop.shop, events, NOW, { fetchStartedAt: NOW });
        after = page.next;
      } while (after !== null);
    },
    /** @returns how often Shopify was asked, and for what */
    fetch: (now = NOW, reader = shop.context.readerOf(shop.shop)) =>
      fetchSurroundings(shop.database.db, reader, shop.shop, now),
    /** A webhook, as the worker takes it from its queue. */
    deliver: (topic: string, payload: object, now = NOW) => {
      const handle = createTopicHandler(emailHasher(PERSONAL_DATA_KEY));
      const body = Buffer.from(JSON.stringify(payload));
      const delivery = { shop: shop.shop, topic, triggeredAt: now, body };
      return inTransaction(shop.database.db, (tx) => handle(tx, delivery, now));
    },
    points: (of: string) => shop.database.points(shop.shop, of),
    /** What is stored of an order. */
    async stored(id: string) {
      const [row] = await sql().query<{ target: bigint | null; waits: boolean; frozen: unknown }>(
        `SELECT target, waiting_since IS NOT NULL AS waits, surroundings AS frozen
           FROM orders WHERE order_id = $1`,
        [id],
      );
      return row;
    },
  };
}
