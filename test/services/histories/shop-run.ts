import { createHmac } from "node:crypto";
import { insertDeliveries } from "../../../app/db/delivery-insert-queries.server.ts";
import type { Database } from "../../../app/db/pool.server.ts";
import { queryable } from "../../../app/db/transaction.server.ts";
import { customerId, type ShopId } from "../../../app/domain/ids.ts";
import type { OrderEvent } from "../../../app/domain/order/order.ts";
import { parseProgram } from "../../../app/domain/program.ts";
import { webhookContent } from "../../../app/server/webhook-content.server.ts";
import { accrueOrders } from "../../../app/services/accrue-orders.server.ts";
import { adjustPoints } from "../../../app/services/adjust-points.server.ts";
import { applyExpiry } from "../../../app/services/apply-expiry.server.ts";
import { expirePoints } from "../../../app/services/expire-points.server.ts";
import { createTopicHandler } from "../../../app/services/handle-topic.server.ts";
import { maturePoints } from "../../../app/services/mature-points.server.ts";
import { moveTiers } from "../../../app/services/move-tiers.server.ts";
import { processDeliveries } from "../../../app/services/process-deliveries.server.ts";
import { publishProgram } from "../../../app/services/publish-program.server.ts";
import { viewMember } from "../../../app/services/view-member.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { orderEventFromPayload } from "../../../app/shopify/payloads/order-events.ts";
import type { PlainVersion } from "../../support/programme-model/document.ts";
import type { Sent, World } from "./world.ts";

const hashEmail = emailHasher("a key for tests that is long enough!");
const handleTopic = createTopicHandler(hashEmail);

/** Something that a member has of the shop in the end. */
export interface Given {
  /** All customers that the member stands for. */
  readonly customers: readonly string[];
  readonly kind: "order" | "entry" | "tier";
  /** The order's id, or the tier's. */
  readonly name: string;
  /** Of a tier that the member stands in: 0. */
  readonly points: bigint;
}

/** One shop on the real services and PostgreSQL, to which deliveries come. */
export class ShopRun {
  readonly db: Database;
  readonly shop: ShopId;
  #deliveries = 0;

  constructor(db: Database, shop: ShopId) {
    this.db = db;
    this.shop = shop;
  }

  async install(first: PlainVersion | undefined, at: Date): Promise<void> {
    await queryable(this.db.pool).query(
      "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
      [this.shop, at],
    );
    if (first) await this.publish(first);
  }

  async publish({ document, from }: PlainVersion): Promise<void> {
    const read = parseProgram(document);
    if (read.kind !== "ok") throw new Error(read.problems.map(({ message }) => message).join("; "));
    const publication = { shop: this.shop, program: read.program, by: "test" };
    const published = await publishProgram(this.db, publication, new Date(from));
    if (published.kind !== "published") throw new Error(`publishing ended as ${published.kind}`);
  }

  /** Stores deliveries as the webhook endpoint does and lets the worker take them, in one batch. */
  async deliver(sent: readonly Sent[], now: Date): Promise<void> {
    const deliveries = sent.map(({ topic, payload, at }) => {
      const body = Buffer.from(JSON.stringify(payload));
      const content = webhookContent(topic, body, hashEmail, at);
      if (content.kind !== "ok")
        throw new Error(`${topic} was refused: ${JSON.stringify(content)}`);
      this.#deliveries += 1;
      return {
        shop: this.shop,
        topic,
        webhookId: String(this.#deliveries),
        bodyHmac: createHmac("sha256", "secret").update(body).digest(),
        eventId: null,
        triggeredAt: null,
        receivedAt: now,
        orderId: content.orderId,
        facts: content.facts,
        body,
        namesHold: false,
        refusal: null,
      };
    });
    if (deliveries.length > 0) await insertDeliveries(this.db, deliveries);
    const failures: unknown[] = [];
    const options = {
      handleTopic,
      onFailure: ({ error }: { error: unknown }) => failures.push(error),
    };
    while ((await processDeliveries(this.db, now, options)) > 0);
    if (failures.length > 0) throw new AggregateError(failures, "deliveries failed");
  }

  /** What reconciliation does with the Admin API's answers about all orders. */
  async reconcile(worlds: readonly World[], now: Date): Promise<void> {
    const events = worlds.flatMap((world) =>
      world.orders.map((order): OrderEvent => {
        if (order.deleted)
          return {
            kind: "deleted",
            orderId: facts(world, order).orderId,
            at: now,
            source: "admin",
          };
        const told = facts(world, order);
        return { kind: "state", facts: { ...told, source: "admin", paidAt: order.paidAt } };
      }),
    );
    await accrueOrders(this.db, this.shop, events, now, { fetchStartedAt: now });
  }

  /** What the schedule does when time has gone by. */
  async clock(at: Date): Promise<void> {
    await applyExpiry(this.db, this.shop, at);
    await maturePoints(this.db, this.shop, at);
    await expirePoints(this.db, this.shop, at);
    await moveTiers(this.db, this.shop, at, at);
  }

  /** Takes up to so many of a member's available points. @returns how many were taken */
  async spend(customer: string, most: bigint, key: string, now: Date): Promise<bigint> {
    const member = await viewMember(this.db, this.shop, customerId(customer));
    const amount = member && member.available < most ? member.available : most;
    if (!member || amount === 0n) return 0n;
    const result = await adjustPoints(
      this.db,
      {
        shop: this.shop,
        customerId: customerId(customer),
        points: -amount,
        reason: "spent",
        key,
        actor: "test",
      },
      now,
    );
    if (result.kind !== "posted") throw new Error(`spending ended as ${result.kind}`);
    return amount;
  }

  /** What members have been given for orders and for entering tiers, and where they stand. */
  given(): Promise<Given[]> {
    return queryable(this.db.pool).query<Given>(
      `WITH living AS (
         SELECT coalesce(h.merged_into, h.holder_id) AS holder_id,
                array_agg(c.customer_id) AS customers
           FROM customers c JOIN holders h USING (shop, holder_id) WHERE c.shop = $1 GROUP BY 1
       ), posted AS (
         SELECT coalesce(h.merged_into, h.holder_id) AS holder_id, t.order_id,
                sum(CASE WHEN t.debit IN ('issued', 'reversed') THEN t.amount
                         WHEN t.credit = 'reversed' THEN -t.amount ELSE 0 END)::bigint AS points
           FROM transfers t JOIN holders h USING (shop, holder_id)
          WHERE t.shop = $1 AND t.order_id IS NOT NULL GROUP BY 1, 2
       )
       SELECT customers, 'order' AS kind, order_id AS name, points
         FROM posted JOIN living USING (holder_id) WHERE points <> 0
       UNION ALL
       SELECT customers, 'entry', rule_id, points FROM awards JOIN living USING (holder_id)
        WHERE shop = $1 AND points <> 0
       UNION ALL
       SELECT customers, 'tier', tier, 0 FROM member_tiers JOIN living USING (holder_id)
        WHERE shop = $1 AND tier IS NOT NULL`,
      [this.shop],
    );
  }

  /** Orders that still wait to be read again. */
  async marked(): Promise<number> {
    const rows = await queryable(this.db.pool).query(
      "SELECT 1 FROM orders WHERE shop = $1 AND refetch_since IS NOT NULL",
      [this.shop],
    );
    return rows.length;
  }

  /**
   * Balances and lots of all living members, by the customer that stands for each. The lot of an
   * award bears the member's own id, which is another in every shop.
   */
  async ends(): Promise<string[]> {
    const rows = await queryable(this.db.pool).query<Record<string, unknown>>(
      `SELECT min(c.customer_id) AS customer, b.pending, b.available, b.held, b.owed,
              (SELECT json_agg(concat_ws(' ', regexp_replace(lot_id, '^award/[^/]+', 'award'),
                                         matures_at, expires_at, pending, available, held, expired)
                               ORDER BY regexp_replace(lot_id, '^award/[^/]+', 'award'))
                 FROM lots l WHERE (l.shop, l.holder_id) = (b.shop, b.holder_id)
                  AND (pending > 0 OR available > 0 OR held > 0 OR expired > 0)) AS lots
         FROM balances b JOIN holders h USING (shop, holder_id)
         JOIN holders one ON one.shop = h.shop
              AND coalesce(one.merged_into, one.holder_id) = h.holder_id
         JOIN customers c ON c.shop = one.shop AND c.holder_id = one.holder_id
        WHERE h.shop = $1 AND h.merged_into IS NULL
        GROUP BY b.shop, b.holder_id ORDER BY 1`,
      [this.shop],
    );
    return rows
      .filter((row) => row["lots"] !== null || row["owed"] !== 0n)
      .map((row) =>
        JSON.stringify(row, (_key, value: unknown) =>
          typeof value === "bigint" ? String(value) : value,
        ),
      );
  }
}

function facts(world: World, order: World["orders"][number]) {
  const read = orderEventFromPayload("orders/updated", world.payload(order), hashEmail, world.now);
  if (read.kind !== "ok" || read.value.kind !== "state") throw new Error("an order was not read");
  return read.value.facts;
}
