import { lockBooks } from "../../app/db/book-queries.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { loadLots } from "../../app/db/lot-queries.server.ts";
import { saveBooks } from "../../app/db/save-books.server.ts";
import { usesOfHolds } from "../../app/db/capture-queries.server.ts";
import { inTransaction, type Tx } from "../../app/db/transaction.server.ts";
import type { Book } from "../../app/domain/ledger/book.ts";
import { holdPoints, releaseHold } from "../../app/domain/ledger/hold.ts";
import { sumOfUses } from "../../app/domain/ledger/lot.ts";
import {
  customerId,
  holdId,
  lineId,
  orderId,
  type CustomerId,
  type HoldId,
} from "../../app/domain/ids.ts";
import { minor } from "../../app/domain/money.ts";
import type { OrderFacts, OrderLine } from "../../app/domain/order/order.ts";
import { points } from "../../app/domain/points.ts";
import { accrueOrders, type AccrueOptions } from "../../app/services/accrue-orders.server.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { day, line, orderFacts } from "./order-examples.ts";
import { SHOP, type ShopDatabase } from "./shop-with-orders.ts";

export const ANNA = customerId("7000000000001");
export const BORIS = customerId("7000000000002");

/** Holds by number: their ids and codes. */
export const hold = (number: number): HoldId =>
  holdId(`0199f9a0-0000-7000-8000-00000000000${String(number)}`);
export const code = (number: number): string => `K7F3Q${String(number + 1)}`;

/** Gives a customer spendable points, in a lot of their own. */
export async function give(
  shop: ShopDatabase,
  customer: CustomerId,
  amount: bigint,
  key = `gift/${customer}`,
): Promise<void> {
  const gift = { shop: SHOP, customerId: customer, reason: "gift", actor: "test" };
  await adjustPoints(shop.db, { ...gift, points: amount, key }, day(2));
}

/** Does something to a customer's book, and something beside it. */
const withBook = (
  shop: ShopDatabase,
  customer: CustomerId,
  change: (book: Book, tx: Tx) => Promise<unknown>,
): Promise<void> =>
  inTransaction(shop.db, async (tx) => {
    const holder = (await holdersOfCustomers(tx, SHOP, [customer])).get(customer);
    const book = holder && (await lockBooks(tx, SHOP, [holder])).get(holder);
    if (!book) throw new Error("no member");
    await loadLots(tx, SHOP, [book]);
    await change(book, tx);
    await saveBooks(tx, SHOP, [book]);
  });

/** Gives back the points of a hold that no order came for. */
export const giveBack = (shop: ShopDatabase, number: number, customer = ANNA): Promise<void> =>
  withBook(shop, customer, async (book, tx) => {
    const uses = (await usesOfHolds(tx, SHOP, [hold(number)])).get(hold(number)) ?? [];
    releaseHold(book, hold(number), sumOfUses(uses), uses, day(4));
    await tx.query(
      "UPDATE holds SET state = 'released', ended_by = 'expiry', settled_at = $2 WHERE hold_id = $1",
      [hold(number), day(4)],
    );
  });

/** Holds so many of a customer's points, each worth one rouble unless told otherwise. */
export function take(
  shop: ShopDatabase,
  number: number,
  amount: bigint,
  { customer = ANNA, currency = "RUB", moneyMinor = amount * 100n } = {},
): Promise<void> {
  return withBook(shop, customer, async (book, tx) => {
    holdPoints(book, hold(number), points(amount), day(3));
    await tx.query(
      `INSERT INTO holds (shop, hold_id, holder_id, customer_id, code, state, points, money_minor,
                          currency, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $9, $10)`,
      [
        SHOP,
        hold(number),
        book.holderId,
        customer,
        code(number),
        amount,
        moneyMinor,
        currency,
        day(3),
        day(4),
      ],
    );
  });
}

/** An order of a hold: three of one thing and one of another, of which the hold took a share each. */
export interface HoldOrder extends Partial<OrderFacts> {
  /** The hold's number; its discount has its code in the title. */
  readonly of?: number;
  readonly title?: string;
  /** Minor units taken off the two lines. */
  readonly taken?: readonly [bigint, bigint];
  readonly goods?: readonly OrderLine[];
}

export const GOODS = [line("1", 900_00n, { quantity: 3 }), line("2", 300_00n)];

export function holdOrder(
  id: string,
  { of = 1, title = `Баллы · ${code(of)}`, taken = [300_00n, 100_00n], ...rest }: HoldOrder = {},
): OrderFacts {
  const { goods = GOODS, ...facts } = rest;
  return orderFacts(goods, {
    orderId: orderId(id),
    customerId: ANNA,
    updatedAt: day(5),
    processedAt: day(4),
    paidAt: null,
    hold: hold(of),
    automaticDiscounts: [
      {
        title,
        allocations: taken.map((amount, index) => ({
          lineId: lineId(String(index + 1)),
          minor: minor(amount),
        })),
      },
    ],
    ...facts,
  });
}

/** Tells a shop of orders, in one batch. */
export const told = (
  shop: ShopDatabase,
  orders: readonly OrderFacts[],
  now = day(5),
  options: AccrueOptions = {},
) =>
  accrueOrders(
    shop.db,
    SHOP,
    orders.map((facts) => ({ kind: "state", facts })),
    now,
    options,
  );
