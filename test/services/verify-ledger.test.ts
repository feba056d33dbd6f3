import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyBook, replayTransfer } from "../../app/domain/ledger/book.ts";
import { hashTransfer } from "../../app/domain/ledger/hash.ts";
import { chainsOf } from "../../app/db/transfer-queries.server.ts";
import { customerId, type HolderId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { verifyLedger } from "../../app/services/verify-ledger.server.ts";
import { day } from "../support/order-examples.ts";
import { withClient } from "../support/postgres.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS, VERA] = ["7000000000001", "7000000000002", "7000000000003"];

/** Anna has earned, matured and spent; Boris was merged into Vera. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
  const told = (id: string, customer = ANNA) => ({
    customerId: customerId(customer),
    updatedAt: day(Number(id)),
  });
  await shop.order(SHOP, "2", told("2"), day(2));
  await shop.order(SHOP, "3", told("3", BORIS), day(3));
  await shop.order(SHOP, "4", told("4", VERA), day(4));
  await shop.order(OTHER_SHOP, "2", told("2"), day(2));
  await maturePoints(shop.db, SHOP, day(16));
  const taken = { points: -3n, reason: "a mug", key: "mug", actor: "test" };
  await adjustPoints(shop.db, { shop: SHOP, customerId: customerId(ANNA), ...taken }, day(17));
  const merge = { from: customerId(BORIS), into: customerId(VERA) };
  await mergeMembers(shop.db, SHOP, merge, day(18));
});
afterEach(() => shop.close());

/** What only the owner of the database can do, and only with the ledger's triggers off. */
const tamper = (sql: string, values: unknown[] = []) =>
  withClient(shop.url, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    const { rowCount } = await owner.query(sql, values);
    expect(rowCount).toBe(1);
  });
const difference = async () => {
  const [verified, other] = await verifyLedger(shop.db, null);
  expect(other).toMatchObject({ shop: OTHER_SHOP, difference: null });
  return verified?.difference;
};
const of = (customer: string | undefined) =>
  `shop = '${SHOP}' AND holder_id = (SELECT holder_id FROM customers
                                     WHERE shop = '${SHOP}' AND customer_id = '${String(customer)}')`;

it("finds nothing where nobody has tampered, and says how much it has read", async () => {
  const seen: number[] = [];
  const verified = await verifyLedger(shop.db, null, ({ transfers }) => seen.push(transfers));
  expect(verified).toEqual([
    { shop: SHOP, holders: 3, transfers: 9, difference: null },
    { shop: OTHER_SHOP, holders: 1, transfers: 1, difference: null },
  ]);
  expect(seen).toEqual([9, 1]);
  expect(await verifyLedger(shop.db, OTHER_SHOP)).toHaveLength(1);
});

describe("names", () => {
  it.each<[string, string, RegExp]>([
    [
      "a changed amount",
      `UPDATE transfers SET amount = 11 WHERE ${of(ANNA)} AND seq = 1`,
      /transfer 1 of holder .* is not what its hash was taken of/,
    ],
    [
      "a changed explanation",
      `UPDATE transfers SET explanation = '{"kind":"gift"}' WHERE ${of(ANNA)} AND seq = 1`,
      /transfer 1 of holder .* is not what its hash was taken of/,
    ],
    [
      "a swapped hash",
      `UPDATE transfers SET hash = sha256('other') WHERE ${of(ANNA)} AND seq = 2`,
      /transfer 2 of holder .* is not what its hash was taken of/,
    ],
    [
      "a changed use of a lot",
      `UPDATE lot_uses SET amount = 2 WHERE ${of(ANNA)} AND seq = 3`,
      /transfer 3 of holder .* is not what its hash was taken of/,
    ],
    [
      "a deleted transfer in the middle",
      `DELETE FROM transfers WHERE ${of(ANNA)} AND seq = 2`,
      /transfer 3 of holder .* follows 1/,
    ],
    [
      "a deleted last transfer",
      `DELETE FROM transfers WHERE ${of(ANNA)} AND seq = 3`,
      /balance available of holder .* is 7 where its transfers make 10/,
    ],
    [
      "a changed balance",
      `UPDATE balances SET available = 1000 WHERE ${of(ANNA)}`,
      /balance available of holder .* is 1000 where its transfers make 7/,
    ],
    [
      "a changed head of a chain",
      `UPDATE balances SET chain_hash = sha256('other') WHERE ${of(ANNA)}`,
      /the chain's head of holder .* is [0-9a-f]{64} where its transfers make/,
    ],
    [
      "a balance that is gone",
      `DELETE FROM balances WHERE ${of(ANNA)}`,
      /holder .* has no balance row/,
    ],
    [
      "a changed lot",
      `UPDATE lots SET expires_at = '2030-01-01' WHERE ${of(ANNA)}`,
      /lot order\/2 of holder .* is .*, expires 2030-.* where .*, expires never$/,
    ],
    [
      "a lot that no transfer has made",
      `INSERT INTO lots (shop, holder_id, lot_id, matures_at, available)
       SELECT shop, holder_id, 'gift', now(), 5 FROM balances WHERE ${of(ANNA)}`,
      /lot gift of holder .* is .* available 5, .* where its transfers make empty/,
    ],
    [
      "an order off its target",
      `UPDATE orders SET target = 11 WHERE shop = '${SHOP}' AND order_id = '2'`,
      /order 2 has posted 10 points to .* where its target is 11/,
    ],
    [
      "a chain of nobody",
      `INSERT INTO transfers SELECT shop, gen_random_uuid(), seq, 'stray', code, debit, credit, amount,
              lot_id, matures_at, expires_at, order_id, program_version, explanation, note_hash,
              event_at, recorded_at, prev_hash, hash FROM transfers WHERE ${of(ANNA)} AND seq = 1`,
      /there are transfers of .* that hang on nothing/,
    ],
    [
      "lots of nobody",
      `INSERT INTO lots (shop, holder_id, lot_id, matures_at)
       VALUES ('${SHOP}', gen_random_uuid(), 'gift', now())`,
      /there are lots of .* that hang on nothing/,
    ],
    [
      "uses of lots by no transfer",
      `INSERT INTO lot_uses SELECT shop, holder_id, 9, 0, 'order/2', 'available', 1
         FROM balances WHERE ${of(ANNA)}`,
      /there are lot uses of .* that hang on nothing/,
    ],
    [
      "a note that says something else",
      `UPDATE notes SET text = 'two mugs' WHERE ${of(ANNA)}`,
      /the note on transfer 3 of holder .* is not what its hash was taken of/,
    ],
    [
      "a note that was exchanged, hash and all",
      `UPDATE notes SET text = 'ten mugs', note_hash = sha256('ten mugs') WHERE ${of(ANNA)}`,
      /the note on transfer 3 of holder .* is gone/,
    ],
    [
      "a note that nobody has made",
      `INSERT INTO notes SELECT shop, gen_random_uuid(), holder_id, 'hash', 'salt', 'hello', now()
         FROM balances WHERE ${of(ANNA)}`,
      /holder .* has a note that is on no transfer/,
    ],
    [
      "an order that was given to someone else",
      `UPDATE orders SET customer_id = '${VERA}' WHERE shop = '${SHOP}' AND order_id = '2'`,
      /order 2 has posted 0 points to .* where its target is 10/,
    ],
    [
      "an order found by another customer than its facts name",
      `UPDATE orders SET customer_id = '${VERA}' WHERE shop = '${SHOP}' AND order_id = '3'`,
      /order 3 has customer 7000000000003 where its facts make 7000000000002/,
    ],
    [
      "a merge that never was",
      `UPDATE holders SET merged_into = (SELECT holder_id FROM customers WHERE shop = '${SHOP}'
                                            AND customer_id = '${VERA}')
        WHERE ${of(ANNA)}`,
      /holder .* is said to be merged, and no merge has emptied it/,
    ],
    [
      "changed facts of an order",
      `UPDATE orders SET facts = replace(facts::text, '"100000"', '"900000"')::json
        WHERE shop = '${SHOP}' AND order_id = '2'`,
      /order 2 has award 10 where its facts make 90/,
    ],
    [
      "a payment that was taken back",
      `UPDATE orders SET paid_at = NULL WHERE shop = '${SHOP}' AND order_id = '2'`,
      /order 2 has target 10 where its facts make 0/,
    ],
    [
      "a program that was another",
      `UPDATE program_versions SET document = jsonb_set(document, '{earning,rate,points}', '3')
        WHERE shop = '${SHOP}'`,
      /order 2 has award 10 where its facts make 30/,
    ],
  ])("%s", async (_, sql, expected) => {
    await tamper(sql);
    expect(await difference()).toMatch(expected);
  });
});

it("names a merge whose other chain was written anew from its start, hashes, balance and all", async () => {
  const [row] = await shop.sql.query<{ holder_id: HolderId }>(
    `SELECT holder_id FROM customers WHERE shop = $1 AND customer_id = $2`,
    [SHOP, BORIS],
  );
  const book = emptyBook(SHOP, row!.holder_id);
  for (const stored of await chainsOf(shop.sql, SHOP, [row!.holder_id])) {
    const moved = { ...stored, recordedAt: day(30), prevHash: book.headHash };
    const forged = { ...moved, hash: hashTransfer(moved) };
    replayTransfer(book, forged);
    await tamper(
      `UPDATE transfers SET recorded_at = $1, prev_hash = $2, hash = $3
        WHERE ${of(BORIS)} AND seq = $4`,
      [forged.recordedAt, Buffer.from(forged.prevHash), Buffer.from(forged.hash), forged.seq],
    );
  }
  await tamper(`UPDATE balances SET chain_hash = $1 WHERE ${of(BORIS)}`, [
    Buffer.from(book.headHash),
  ]);
  expect(await difference()).toMatch(
    new RegExp(`names a head that the chain of ${row!.holder_id} never had`),
  );
});
