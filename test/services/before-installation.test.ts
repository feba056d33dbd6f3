import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { previewBackfill } from "../../app/services/backfill/preview-backfill.server.ts";
import { runBackfill } from "../../app/services/backfill/run-backfill.server.ts";
import { undoBackfill } from "../../app/services/backfill/undo-backfill.server.ts";
import { importHashes } from "../../app/services/imports/import-hashes.server.ts";
import { readImport } from "../../app/services/imports/read-import.server.ts";
import { runImport } from "../../app/services/imports/run-import.server.ts";
import { NO_OPTIONS, startImport } from "../../app/services/imports/start-import.server.ts";
import { findCustomersOf } from "../../app/shopify/find-customers.server.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { PERSONAL_DATA_KEY, useShopOnDevStore } from "../support/shop-on-dev-store.ts";
import { bytesOf, csv } from "./imports/import-desk.ts";

const INSTALLED = new Date("2026-11-01T12:00:00Z");
const NOW = new Date("2026-11-21T12:00:00Z");

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const kopilka = useShopOnDevStore(store, INSTALLED);

const MADE = z.object({
  order: z.object({ id: z.coerce.string(), customer: z.object({ id: z.coerce.string() }) }),
});
const CUSTOMER = z.object({ customer: z.object({ id: z.coerce.string() }) });

async function paidOrder(email: string, at: string): Promise<string> {
  const made = await store.control("POST", "/orders", {
    customer: { email },
    at,
    financial_status: "paid",
    line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
  });
  return MADE.parse(made).order.customer.id;
}
const customer = async (email: string): Promise<string> =>
  CUSTOMER.parse(await store.control("POST", "/customers", { email, first_name: "A" })).customer.id;
const points = (id: string) => kopilka.database.points(kopilka.shop, id);

describe("a back-fill through the paged Admin API", () => {
  it("previews, brings in the orders from before the installation, and takes them back", async () => {
    const anna = await paidOrder("anna@example.com", "2026-10-20T09:00:00Z");
    await paidOrder("anna@example.com", "2026-10-25T09:00:00Z");
    const boris = await paidOrder("boris@example.com", "2026-11-10T09:00:00Z");
    const { db } = kopilka.database;
    const { shop } = kopilka;
    const since = new Date("2026-10-01T00:00:00Z");
    const reader = kopilka.context.readerOf(shop);
    const read = { db, reader, shop, since, programVersion: 1 };
    const seen = await previewBackfill(read, () => NOW);
    expect(Object.fromEntries(seen.members)).toEqual({
      [anna]: { orders: 2, points: 20n },
      [boris]: { orders: 1, points: 10n },
    });
    expect(await points(anna)).toBeNull();

    const { record } = await runBackfill(read, () => NOW);
    expect(record).toMatchObject({ state: "done", adopted: 3, points: 30n });
    expect([await points(anna), await points(boris)]).toEqual([20n, 10n]);
    expect(await kopilka.database.difference()).toBeNull();

    const undone = await undoBackfill(db, shop, record.backfillId, NOW);
    expect(undone).toMatchObject({ taken: 30n, spent: 0n });
    expect([await points(anna), await points(boris)]).toEqual([0n, 0n]);
    expect(await kopilka.database.difference()).toBeNull();
  });
});

describe("e-mails of an import", () => {
  it("are matched to customers by the Admin API in batches, whatever is in them", async () => {
    const plain = await customer("carla@example.com");
    const odd = await customer("o'brien+shop@example.com");
    const many = Array.from({ length: 60 }, (_, i) => `nobody-${i}@example.com,1`);
    const file = csv(
      "email,customer_id,points",
      "Carla@example.com,,5",
      "o'brien+shop@example.com,,7",
      `,${plain},2`,
      ",77,3",
      ...many.map((row) => row.replace(",", ",,")),
    );
    const { db } = kopilka.database;
    const { shop } = kopilka;
    const request = {
      shop,
      sourceKey: "a",
      preview: false,
      options: NO_OPTIONS,
      createdBy: "test",
    };
    const one = await startImport(db, request, NOW);
    await readImport(db, importHashes(PERSONAL_DATA_KEY), shop, one, bytesOf(file), NOW);
    const finder = findCustomersOf(kopilka.context.adminOf(shop));
    const done = await runImport(db, finder, shop, one.importId, () => NOW);
    expect(done).toMatchObject({ state: "done", posted: 3, waiting: 60, refused: 1 });
    expect([await points(plain), await points(odd)]).toEqual([7n, 7n]);
  });
});
