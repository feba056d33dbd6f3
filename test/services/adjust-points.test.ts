import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import {
  adjustPoints,
  type AdjustmentRequest,
  type AdjustmentResult,
} from "../../app/services/adjust-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");
const BORIS = customerId("7000000000002");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA }, day(2));
  await shop.order(SHOP, "2", { customerId: BORIS }, day(2));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const adjust = (points: bigint, other: Partial<AdjustmentRequest> = {}, now = day(3)) => {
  const said = { reason: "a late parcel", key: "k-1", actor: "token" };
  return adjustPoints(shop.db, { shop: SHOP, customerId: ANNA, points, ...said, ...other }, now);
};
const available = async (customer = ANNA) => (await viewMember(shop.db, SHOP, customer))?.available;
const kinds = (results: readonly AdjustmentResult[]) => results.map(({ kind }) => kind).sort();

it("Other earn rules: manual adjustment with a reason, given or taken at once", async () => {
  expect((await adjust(25n, { key: "k-1", reason: "a late parcel" })).kind).toBe("posted");
  expect((await adjust(-5n, { key: "k-2", reason: "a slip" }, day(4))).kind).toBe("posted");
  expect(await available()).toBe(20n);
  const texts = await shop.sql.query("SELECT text FROM notes ORDER BY created_at");
  expect(texts).toEqual([{ text: "a late parcel" }, { text: "a slip" }]);
});

describe("the same request", () => {
  it("posts once, and each time gives the same transfer", async () => {
    const [first, again] = [await adjust(25n), await adjust(25n, {}, day(9))];
    expect([first.kind, again.kind]).toEqual(["posted", "replayed"]);
    const hashOf = (result: AdjustmentResult) =>
      "transfer" in result && Buffer.from(result.transfer.hash).toString("hex");
    expect(hashOf(again)).toBe(hashOf(first));
    expect(await available()).toBe(25n);
  });

  it("posts once when it comes twenty times at the same moment", async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => adjust(25n)));
    expect(kinds(results)).toEqual(["posted", ...Array<string>(19).fill("replayed")]);
    expect(await available()).toBe(25n);
    expect(await shop.sql.query("SELECT 1 FROM notes")).toHaveLength(1);
  });

  it("is known again after the member was merged into another", async () => {
    await adjust(25n);
    await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(4));
    expect((await adjust(25n)).kind).toBe("replayed");
    expect((await adjust(25n, { customerId: BORIS })).kind).toBe("replayed");
    expect(await available(BORIS)).toBe(25n);
  });
});

describe("the key of another request", () => {
  it.each<[string, bigint, Partial<AdjustmentRequest>]>([
    ["other points", 26n, {}],
    ["the opposite", -25n, {}],
    ["another reason", 25n, { reason: "a birthday" }],
    ["another member", 25n, { customerId: BORIS }],
  ])("is refused for %s, and nothing is posted", async (_, points, other) => {
    await adjust(25n);
    expect(await adjust(points, other)).toEqual({ kind: "key_reused" });
    expect([await available(), await available(BORIS)]).toEqual([25n, 0n]);
  });

  it("is refused to the second of two members who are adjusted under it at the same moment", async () => {
    // Time and again, so that both have looked for the key before either has posted it.
    for (const key of Array.from({ length: 8 }, (_, round) => `round-${round}`)) {
      const both = [ANNA, BORIS, ANNA, BORIS].map((customer) =>
        adjust(5n, { key, customerId: customer }),
      );
      expect(kinds(await Promise.all(both))).toEqual([
        "key_reused",
        "key_reused",
        "posted",
        "replayed",
      ]);
    }
    const [annas, borises] = [await available(), await available(BORIS)];
    expect((annas ?? 0n) + (borises ?? 0n)).toBe(40n);
  });
});

describe("taking points", () => {
  it("never takes more than is available, also when many take at the same moment", async () => {
    await adjust(25n);
    const takings = Array.from({ length: 10 }, (_, n) => adjust(-10n, { key: `take-${n}` }));
    const results = await Promise.all(takings);
    expect(kinds(results)).toEqual([
      ...Array<string>(8).fill("not_enough_points"),
      "posted",
      "posted",
    ]);
    expect(results).toContainEqual({ kind: "not_enough_points", available: 5n });
    expect(await available()).toBe(5n);
  });

  it("is refused for somebody that the shop does not know", async () => {
    const stranger = await adjust(5n, { customerId: customerId("404") });
    expect(stranger).toEqual({ kind: "unknown_member" });
  });
});

it("keeps the reason out of the ledger: erased, it leaves the chain whole and the key taken", async () => {
  await adjust(25n);
  const [stored] = await shop.sql.query<{ line: string }>(
    "SELECT to_json(t)::text AS line FROM transfers t WHERE code = 'adjust'",
  );
  expect(stored?.line).not.toContain("parcel");
  await shop.sql.query("UPDATE notes SET text = NULL, salt = ''");
  expect((await adjust(25n, { reason: "what was it?" })).kind).toBe("replayed");
});
