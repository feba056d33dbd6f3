import { faultSwitches } from "./control/faults.ts";
import type { Settings } from "./settings.ts";
import { cartStorage } from "./storage/carts.ts";
import { catalogueStorage } from "./storage/catalogue.ts";
import { customerStorage } from "./storage/customers.ts";
import { metafieldStorage } from "./storage/metafields.ts";
import { openDatabase } from "./storage/database.ts";
import { definitionStorage } from "./storage/definitions.ts";
import { deliveryStorage } from "./storage/deliveries.ts";
import { discountStorage } from "./storage/discounts.ts";
import { factStorage } from "./storage/facts.ts";
import { orderStorage } from "./storage/orders.ts";
import { tokenStorage } from "./storage/tokens.ts";
import { publisher } from "./webhooks/publish.ts";
import { RETRY_PAUSES_MS, webhookQueue } from "./webhooks/queue.ts";

/** The shop that the dev store pretends to be, with all that it keeps. */
export function openStore(settings: Settings) {
  const db = openDatabase(settings.dataFolder);
  const facts = factStorage(db);
  const faults = faultSwitches(facts);
  const deliveries = deliveryStorage(db);
  const retryPauses = (): readonly number[] => {
    const set = facts.read("retry_pauses_ms");
    return set === null ? RETRY_PAUSES_MS : (JSON.parse(set) as number[]);
  };
  const scopes = (): readonly string[] => {
    const changed = facts.read("scopes");
    return changed === null ? settings.scopes : (JSON.parse(changed) as string[]);
  };
  const queue = webhookQueue(settings, deliveries, retryPauses);
  return {
    settings,
    db,
    facts,
    faults,
    deliveries,
    queue,
    retryPauses,
    /** What the merchant has granted the app. */
    scopes,
    publish: publisher(deliveries, facts, faults),
    customers: customerStorage(db),
    orders: orderStorage(db),
    catalogue: catalogueStorage(db),
    carts: cartStorage(db),
    tokens: tokenStorage(db),
    metafields: metafieldStorage(db, facts),
    definitions: definitionStorage(db),
    discounts: discountStorage(db),
    now: () => new Date(),
    /** A change and its webhooks, together or not at all; then the webhooks go out. */
    change<T>(work: () => T): T {
      const result = db.transaction(work);
      queue.pump();
      return result;
    },
    async close(): Promise<void> {
      await queue.stop();
      db.close();
    },
  };
}

export type Store = ReturnType<typeof openStore>;
