import type { Database } from "../../../app/db/pool.server.ts";
import { lineId, orderId, type CustomerId, type ShopId } from "../../../app/domain/ids.ts";
import type { Hold } from "../../../app/domain/hold.ts";
import { minor } from "../../../app/domain/money.ts";
import { points } from "../../../app/domain/points.ts";
import { accrueOrders } from "../../../app/services/accrue-orders.server.ts";
import { cancelHold } from "../../../app/services/cancel-hold.server.ts";
import { clearHoldsOf } from "../../../app/services/clear-holds.server.ts";
import { holdPoints } from "../../../app/services/hold-points.server.ts";
import type { HoldMetafields } from "../../../app/shopify/hold-metafield.server.ts";
import { line, orderFacts, refundOf } from "../../support/order-examples.ts";
import type { Step } from "./walk.ts";

/** What a walk acts on. */
export interface Place {
  readonly db: Database;
  readonly shop: ShopId;
  readonly metafields: HoldMetafields;
}

/** Three of one thing and one of another: the discount on each in minor units. */
interface Placed {
  readonly id: string;
  readonly hold: Hold;
  readonly at: Date;
  readonly discount: readonly [three: bigint, one: bigint];
  returned: [three: number, one: number];
  cancelledAt: Date | null;
}

/** What a shopper's refusals may rightly be; anything else is a fault of the walk. */
const EXPECTED = new Set([
  "held",
  "not_enough_points",
  "owes_points",
  "shopify_unavailable",
  "overtaken",
]);

/**
 * A shopper who holds points, leaves, pays and gives goods back through the real
 * services, and beside it the plain model: what was given, less what the orders
 * took, and with what came back.
 */
export class Shopper {
  readonly customer: CustomerId;
  readonly #place: Place;
  readonly #given: bigint;
  readonly #holds: Hold[] = [];
  readonly #orders: Placed[] = [];
  #current: Hold | null = null;

  constructor(place: Place, customer: CustomerId, given: bigint) {
    this.customer = customer;
    this.#place = place;
    this.#given = given;
  }

  /** Points to spend, less what is owed, once nothing is held any more. */
  get expected(): bigint {
    return this.#orders.reduce(
      (sum, order) => sum - captured(order) + restored(order),
      this.#given,
    );
  }

  async take({ kind, a, b }: Step, at: Date): Promise<void> {
    switch (kind) {
      case "apply":
        return this.#apply(a, at);
      case "remove":
        return this.#remove(at);
      case "leave":
        this.#current = null;
        return;
      case "order":
        return this.#order(a, b, at);
      case "cancel":
        return this.#change(a, at, (order) => (order.cancelledAt ??= at));
      case "refund":
        return this.#change(a, at, ({ returned }) => {
          if (b % 2 === 0 && returned[0] < 3) returned[0] += 1;
          else returned[1] = 1;
        });
      case "wait":
        return;
    }
  }

  async #apply(a: number, at: Date): Promise<void> {
    const { db, shop, metafields } = this.#place;
    const asked = points(BigInt(100 + 10 * (a % 60)));
    const request = { shop, customerId: this.customer, points: asked };
    const outcome = await holdPoints(db, metafields, request, at);
    if (!EXPECTED.has(outcome.kind)) throw new Error(`a hold ended as ${outcome.kind}`);
    if (outcome.kind === "held") this.#holds.push((this.#current = outcome.hold));
    if (outcome.kind === "shopify_unavailable") this.#current = null;
  }

  async #remove(at: Date): Promise<void> {
    if (!this.#current) return;
    const { db, shop, metafields } = this.#place;
    const { holdId } = this.#current;
    await cancelHold(db, metafields, { shop, customerId: this.customer, holdId }, at);
    this.#current = null;
  }

  /** Mostly with the hold that the cart names; now and then with one that is over by now. */
  async #order(a: number, b: number, at: Date): Promise<void> {
    const late = a % 5 === 0;
    const hold = late ? this.#holds[b % Math.max(this.#holds.length, 1)] : this.#current;
    if (!hold) return;
    const discount = 1n + (BigInt(b) % hold.moneyMinor);
    const one = discount / 4n;
    const id = `${this.customer}${String(this.#orders.length)}`;
    const order: Placed = {
      id,
      hold,
      at,
      discount: [discount - one, one],
      returned: [0, 0],
      cancelledAt: null,
    };
    this.#orders.push(order);
    this.#current = null;
    await this.#tell(order, at);
    // The job that follows a capture; where it is lost, the sweep finds it.
    const { db, shop, metafields } = this.#place;
    if (b % 3 > 0) await clearHoldsOf(db, metafields, shop, this.customer, at);
  }

  async #change(a: number, at: Date, change: (order: Placed) => unknown): Promise<void> {
    const order = this.#orders[a % Math.max(this.#orders.length, 1)];
    if (!order || order.cancelledAt) return;
    change(order);
    await this.#tell(order, at);
  }

  async #tell(order: Placed, at: Date): Promise<void> {
    const { id, hold, discount, returned, cancelledAt } = order;
    const lines = [line("1", 90_000n, { quantity: 3 }), line("2", 30_000n)];
    // Each unit came back on its own; a refund keeps its id and what it said.
    const refunds = [
      ...Array.from({ length: returned[0] }, (_, unit) =>
        refundOf(`${id}1${String(unit)}`, [["1", 1, 30_000n]]),
      ),
      ...Array.from({ length: returned[1] }, () => refundOf(`${id}20`, [["2", 1, 30_000n]])),
    ];
    const facts = orderFacts(lines, {
      orderId: orderId(id),
      customerId: this.customer,
      updatedAt: at,
      processedAt: order.at,
      paidAt: order.at,
      cancelledAt,
      refunds,
      hold: hold.holdId,
      automaticDiscounts: [
        {
          title: `Points · ${hold.code}`,
          allocations: discount.flatMap((amount, index) =>
            amount > 0n ? [{ lineId: lineId(String(index + 1)), minor: minor(amount) }] : [],
          ),
        },
      ],
    });
    const { db, shop } = this.#place;
    await accrueOrders(db, shop, [{ kind: "state", facts }], at);
  }
}

/** What an order took of its hold: each point of the default program is worth a rouble. */
function captured({ hold, discount: [three, one] }: Placed): bigint {
  const whole = (three + one + 99n) / 100n;
  return whole < hold.points ? whole : hold.points;
}

/** The part of it that came back with the goods; all of it once the order was cancelled. */
function restored(order: Placed): bigint {
  if (order.cancelledAt) return captured(order);
  const [three, one] = order.discount;
  const [threeBack, oneBack] = order.returned;
  const back = three * BigInt(threeBack) + one * BigInt(oneBack) * 3n;
  return (captured(order) * back) / (3n * (three + one));
}
