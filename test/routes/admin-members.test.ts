import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import { loader } from "../../app/routes/app.members._index.tsx";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { OTHER_SHOP } from "../support/shop-with-orders.ts";
import { refusalOf, sessionToken, useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
afterEach(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, new Date("2026-11-01T12:00:00Z"), () => NOW);

const enrol = (...customers: CustomerId[]) =>
  inTransaction(pages.database.db, (tx) => ensureMembers(tx, pages.shop, customers, NOW));
const list = (query = "") => pages.get(loader, `/app/members${query}`);
const idsIn = ({ members }: Awaited<ReturnType<typeof list>>) =>
  members.map((member) => member.customerId);

describe("the members' list", () => {
  it("is empty before anybody has joined", async () => {
    expect(await list()).toMatchObject({ members: [], older: null, newer: null });
  });

  it("names people as Shopify does, with their points, and by number those whom it hides", async () => {
    const anna = await newCustomer(store);
    await pages.database.order(pages.shop, "9001", { customerId: anna, processedAt: NOW }, NOW);
    await enrol(customerId("1234567"));
    const { members } = await list();
    expect(members).toMatchObject([
      { customerId: "1234567", name: null, available: 0n, pending: 0n, status: "active" },
      { customerId: anna, name: "Anna", available: 0n, pending: 10n, owed: 0n },
    ]);
  });

  it("shows everybody once, page by page and back, while others join", async () => {
    const all = Array.from({ length: 120 }, (_, n) => customerId(String(1000 + n)));
    for (const customer of all) await enrol(customer);
    const first = await list();
    await enrol(customerId("5000"));
    const second = await list(`?older=${first.older ?? ""}`);
    const third = await list(`?older=${second.older ?? ""}`);
    const seen = [first, second, third].flatMap(idsIn);
    expect(seen).toEqual([...all].reverse());
    expect(third.older).toBeNull();

    const back = await list(`?newer=${third.newer ?? ""}`);
    expect(idsIn(back)).toEqual(idsIn(second));
    const top = await list(`?newer=${back.newer ?? ""}`);
    expect(idsIn(top)).toEqual(idsIn(first));
    expect(idsIn(await list(`?newer=${top.newer ?? ""}`))).toEqual(["5000"]);
  });

  it("begins anew where an address names no place", async () => {
    await enrol(customerId("1001"));
    expect(idsIn(await list("?older=nonsense"))).toEqual(["1001"]);
  });

  it("leaves out whoever was merged into another", async () => {
    await enrol(customerId("1001"), customerId("1002"));
    const both = { from: customerId("1001"), into: customerId("1002") };
    await mergeMembers(pages.database.db, pages.shop, both, NOW);
    expect(idsIn(await list())).toEqual(["1002"]);
  });

  it("still shows the points when Shopify does not answer, and says so of a search", async () => {
    await enrol(customerId("1001"));
    await store.control("PUT", "/faults", { lose: 1, admin_api: { error_rate: 1 } });
    expect(idsIn(await list())).toEqual(["1001"]);
    expect(await list("?q=1001")).toMatchObject({
      members: [{ customerId: "1001", name: null }],
      namesSearched: false,
    });
  });

  it("holds nobody of another shop", async () => {
    await pages.database.install(OTHER_SHOP, NOW);
    await inTransaction(pages.database.db, (tx) =>
      ensureMembers(tx, OTHER_SHOP, [customerId("1001")], NOW),
    );
    expect(idsIn(await list())).toEqual([]);
    expect(idsIn(await list("?q=1001"))).toEqual([]);
  });
});

describe("a search for members", () => {
  it("finds people by a part of their name, by their address and by their number", async () => {
    const anna = await newCustomer(store);
    const boris = await newCustomer(store);
    await enrol(anna, boris);
    expect(idsIn(await list("?q=anna")).sort()).toEqual([anna, boris].sort());
    expect(idsIn(await list(`?q=${boris}`))).toEqual([boris]);
    expect(await list("?q=nobody")).toMatchObject({ members: [], namesSearched: true });
  });

  it("takes Shopify's search syntax for words", async () => {
    const anna = await newCustomer(store);
    await enrol(anna);
    const query = encodeURIComponent('anna OR (email:"x*")');
    expect(idsIn(await list(`?q=${query}`))).toEqual([]);
    expect(idsIn(await list(`?q=${encodeURIComponent('"anna"')}`))).toEqual([anna]);
  });

  it("finds the survivor under the number of whom it was merged with", async () => {
    await enrol(customerId("1001"), customerId("1002"));
    const both = { from: customerId("1001"), into: customerId("1002") };
    await mergeMembers(pages.database.db, pages.shop, both, NOW);
    expect(idsIn(await list("?q=1001"))).toEqual(["1002"]);
  });
});

describe("whoever is not let in", () => {
  it.each([
    ["a token of another app", () => sessionToken({ aud: "another-app" }), 401],
    ["a token that has expired", () => sessionToken({ exp: 1_700_000_000 }), 401],
    ["a forged token", () => sessionToken({}, "another secret"), 401],
    ["a token that is none", () => "nonsense", 401],
  ])("%s", async (_, token, status) => {
    const asked = pages.get(loader, "/app/members", { token: token() });
    expect(await refusalOf(asked)).toBe(status);
  });

  it("has no token at all: is sent to log in", async () => {
    const asked = pages.get(loader, "/app/members", { token: null });
    expect(await refusalOf(asked)).toBe(302);
  });

  it("has a token of a shop that did not install the app: sees nothing", async () => {
    await enrol(customerId("1001"));
    const token = sessionToken({ dest: "https://another.myshopify.com" });
    const asked = pages.get(loader, "/app/members", { token });
    expect(await refusalOf(asked)).toBe(401);
  });
});
