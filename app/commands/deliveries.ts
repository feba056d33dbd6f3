/**
 * `npm run deliveries -- dead [--shop SHOP]` lists the webhook deliveries that were refused or
 * have failed for good, with the reason; `again ID` and `again --all` have the worker try them
 * again, once that reason is mended.
 */
import { listDeadDeliveries } from "../db/dead-delivery-queries.server.ts";
import { createPool, type Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { queueAgain, queueAllAgain } from "../services/queue-again.server.ts";
import { DEAD_BODY_RETENTION_DAYS } from "../services/remove-bodies.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

const USAGE = "npm run deliveries -- dead | again ID | again --all [--shop SHOP]";
/** Ids are PostgreSQL's bigint: of 19 digits at most, and 18 always fit. */
const ID = /^\d{1,18}$/;

await run(async () => {
  const { positionals, values } = readArguments({
    all: { type: "boolean" },
    shop: { type: "string" },
  });
  const work = readWork(positionals, values.all ?? false);
  const shop = values.shop === undefined ? null : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 1, name: "kopilka-deliveries" });
  try {
    if (work.kind === "dead") await list(db, shop);
    else if (work.kind === "again") await again(db, shop, work.deliveryId);
    else print(`${await queueAllAgain(db, shop, new Date())} queued again.`);
  } finally {
    await db.close();
  }
});

type Work = { kind: "dead" } | { kind: "again"; deliveryId: bigint } | { kind: "again_all" };

function readWork([verb, id, ...more]: readonly string[], all: boolean): Work {
  if (verb !== "dead" && verb !== "again") throw new Fault(`dead or again? ${USAGE}`);
  if (more.length > 0) throw new Fault(`too much: ${more.join(" ")}. ${USAGE}`);
  if (verb === "dead") {
    if (id !== undefined || all) throw new Fault(`dead lists all that are dead. ${USAGE}`);
    return { kind: "dead" };
  }
  if (all === (id !== undefined)) throw new Fault(`which delivery, or --all? ${USAGE}`);
  if (id === undefined) return { kind: "again_all" };
  if (!ID.test(id)) throw new Fault(`"${id}" is not a delivery's id. ${USAGE}`);
  return { kind: "again", deliveryId: BigInt(id) };
}

async function list(db: Database, shop: ShopId | null): Promise<void> {
  const dead = await listDeadDeliveries(queryable(db.pool), shop);
  if (dead.length === 0) print("No delivery is dead.", true);
  for (const { deliveryId, shop: of, topic, receivedAt, attempts, error, isReadable } of dead) {
    const received = `received ${receivedAt.toISOString()}`;
    const gone = isReadable ? "" : " (its body is gone)";
    print(
      `${deliveryId}  ${of}  ${topic}  ${received}  attempts ${attempts}  ${error ?? ""}${gone}`,
    );
  }
}

async function again(db: Database, shop: ShopId | null, deliveryId: bigint): Promise<void> {
  const outcome = await queueAgain(db, shop, deliveryId, new Date());
  switch (outcome) {
    case "queued":
      print(`Queued ${deliveryId} again.`);
      return;
    case "not_dead":
      throw new Fault(
        `there is no dead delivery ${deliveryId}${shop === null ? "" : ` of ${shop}`}`,
      );
    case "unreadable":
      throw new Fault(
        `nothing is left of what delivery ${deliveryId} said: bodies go after ` +
          `${DEAD_BODY_RETENTION_DAYS} days, or when Shopify demands it`,
      );
  }
}
