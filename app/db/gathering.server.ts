import { setImmediate } from "node:timers/promises";
import pg from "pg";
import type { ShopId } from "../domain/ids.ts";
import type { Connection } from "./prepared.server.ts";

/** Does the same for many items of one shop; answers in their order. All fail, or none. */
type Together<Item, Result> = (
  connection: Connection,
  shop: ShopId,
  items: readonly Item[],
) => Promise<readonly Result[]>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_TOGETHER = 50;

/**
 * Lets what comes at the same time share one statement: while one group is under
 * way, the next one gathers. A group leaves a turn of the event loop later than
 * it could, so that what the same turn brings, and those who were just answered
 * and go on, are with it: a statement costs more than what it does for one of
 * them. Inside a transaction, each goes alone. Where a group fails, its items are tried one by one, so that each
 * caller hears of its own only.
 */
export function gathering<Item, Result>(together: Together<Item, Result>) {
  const pools = new WeakMap<pg.Pool, Map<ShopId, Waiting<Item, Result>[]>>();

  async function one(connection: Connection, shop: ShopId, item: Item): Promise<Result> {
    const [result] = await together(connection, shop, [item]);
    if (result === undefined) throw new Error("a statement has answered nothing");
    return result;
  }

  async function runGroup(pool: pg.Pool, shop: ShopId, group: readonly Waiting<Item, Result>[]) {
    try {
      const items = group.map(({ item }) => item);
      const results = await together(pool, shop, items);
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error("a statement has answered too little"));
        else resolve(result);
      }
    } catch (error) {
      const [alone] = group;
      if (group.length === 1) alone?.reject(error);
      else
        for (const { item, resolve, reject } of group)
          await one(pool, shop, item).then(resolve, reject);
    }
  }

  return (connection: Connection, shop: ShopId, item: Item): Promise<Result> => {
    if (!(connection instanceof pg.Pool)) return one(connection, shop, item);
    const shops = pools.get(connection) ?? new Map<ShopId, Waiting<Item, Result>[]>();
    pools.set(connection, shops);
    return new Promise((resolve, reject) => {
      const gathered = shops.get(shop);
      if (gathered) {
        gathered.push({ item, resolve, reject });
        return;
      }
      const waiting: Waiting<Item, Result>[] = [{ item, resolve, reject }];
      shops.set(shop, waiting);
      void (async () => {
        for (;;) {
          await setImmediate();
          if (waiting.length === 0) break;
          await runGroup(connection, shop, waiting.splice(0, MOST_TOGETHER));
        }
        shops.delete(shop);
      })();
    });
  };
}
