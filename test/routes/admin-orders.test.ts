import { beforeAll, describe, expect, it } from "vitest";
import { customerId, orderId } from "../../app/domain/ids.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { loader as homeLoader } from "../../app/routes/app._index.tsx";
import { loader } from "../../app/routes/app.orders.tsx";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { amountRefund, line, orderFacts, RUB } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { OTHER_SHOP } from "../support/shop-with-orders.ts";
import { useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const ANNA = customerId("1001");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, new Date("2026-10-01T12:00:00Z"), () => NOW);

const list = (query = "") => pages.get(loader, `/app/orders${query}`);
const home = () => pages.get(homeLoader, "/app");
const namesIn = ({ orders }: Awaited<ReturnType<typeof list>>) => orders.map((order) => order.name);

/** An order of 1,000 roubles, so many days ago, paid at once unless told otherwise. */
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
async function order(
  name: string,
  days: number,
  facts: Partial<OrderFacts> = {},
  shop = pages.shop,
) {
  const at = daysAgo(days);
  const times = { processedAt: at, updatedAt: at, paidAt: at };
  const all = { customerId: ANNA, name: `#${name}`, ...times, ...facts };
  await pages.database.order(shop, name, all, at);
}

describe("the orders' list", () => {
  it("shows the newest first, with what each has earned and when that can be spent", async () => {
    await order("901", 20);
    await order("902", 3, { refunds: [amountRefund("1", 50_000n)] });
    await order("903", 2, { paidAt: null });
    await order("904", 1, { cancelledAt: daysAgo(0) });
    await order("905", 0.5, { customerId: null, guestHash: "hash" });
    await order("906", 0.2, { test: true });
    await maturePoints(pages.database.db, pages.shop, NOW);
    const { orders } = await list();
    expect(orders).toMatchObject([
      { name: "#906", standing: "test", target: 0n },
      { name: "#905", standing: "paid", target: 0n, award: 10n, customerId: null, holderId: null },
      { name: "#904", standing: "cancelled", target: 0n, pending: 0n },
      { name: "#903", standing: "will_earn", target: 0n, award: 10n, maturesAt: null },
      { name: "#902", standing: "refunded", target: 5n, pending: 5n, maturesAt: daysAgo(-11) },
      { name: "#901", standing: "paid", target: 10n, pending: 0n, capturedPoints: null },
    ]);
  });

  it("shows those that stand as asked, and all for a standing that there is not", async () => {
    await order("901", 3);
    await order("902", 2, { paidAt: null });
    await order("903", 1, { cancelledAt: daysAgo(0) });
    expect(namesIn(await list("?standing=paid"))).toEqual(["#901"]);
    expect(namesIn(await list("?standing=will_earn"))).toEqual(["#902"]);
    expect(namesIn(await list("?standing=cancelled"))).toEqual(["#903"]);
    expect(namesIn(await list("?standing=refunded"))).toEqual([]);
    expect(namesIn(await list("?standing=nonsense"))).toHaveLength(3);
  });

  it("has every order once, page by page and back, also of one moment, while others come", async () => {
    const at = daysAgo(1);
    const event = (id: number) => ({
      kind: "state" as const,
      facts: orderFacts([line("1", 100_000n)], {
        orderId: orderId(String(id)),
        name: `#${id}`,
        customerId: ANNA,
        processedAt: at,
        updatedAt: at,
        paidAt: at,
      }),
    });
    const ids = Array.from({ length: 120 }, (_, n) => 2000 + n);
    await accrueOrders(pages.database.db, pages.shop, ids.map(event), NOW);
    const first = await list();
    await accrueOrders(pages.database.db, pages.shop, [event(3000)], NOW);
    const second = await list(`?older=${first.older ?? ""}`);
    const third = await list(`?older=${second.older ?? ""}`);
    const seen = [first, second, third].flatMap(namesIn);
    expect(seen).toEqual(ids.map((id) => `#${id}`).reverse());
    expect(third.older).toBeNull();
    expect(namesIn(await list(`?newer=${third.newer ?? ""}`))).toEqual(namesIn(second));
  });

  it("holds no order of another shop", async () => {
    await pages.database.install(OTHER_SHOP, daysAgo(10));
    await order("901", 1, {}, OTHER_SHOP);
    expect((await list()).orders).toEqual([]);
    expect((await home()).lastOrders).toEqual([]);
  });
});

describe("the home page", () => {
  it("shows the programme in figures, and the last orders", async () => {
    for (let n = 0; n < 7; n += 1) await order(`90${String(n)}`, 40 - n);
    await order("910", 2, { refunds: [amountRefund("1", 50_000n)] });
    await maturePoints(pages.database.db, pages.shop, NOW);
    const shown = await home();
    expect(shown).toMatchObject({
      figures: { members: 1n, outstanding: 75n, pending: 5n },
      worth: { amount: "75.00", currency: "RUB" },
      lately: { earned: 5n, spent: 0n },
    });
    expect(shown.lastOrders.map(({ name }) => name)).toHaveLength(5);
    expect(shown.lastOrders[0]).toMatchObject({ name: "#910", target: 5n });
  });

  it("hints at the programme until the merchant has published one", async () => {
    expect(await home()).toMatchObject({ program: "published" });
    const publish = (by: string) =>
      publishProgram(
        pages.database.db,
        { shop: pages.shop, program: defaultProgram(RUB), by },
        NOW,
      );
    await publish("install");
    expect(await home()).toMatchObject({ program: "default" });
    await publish("staff:1");
    expect(await home()).toMatchObject({ program: "published" });
  });
});
