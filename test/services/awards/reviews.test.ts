import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../../app/domain/ids.ts";
import { ensureMembers } from "../../../app/services/ensure-members.server.ts";
import type { CustomerFinder } from "../../../app/services/imports/customer-finder.ts";
import { redactCustomer } from "../../../app/services/redact-customer.server.ts";
import { awardReviews } from "../../../app/services/reviews/award-reviews.server.ts";
import { readReview } from "../../../app/services/reviews/read-review.ts";
import { receiveReview } from "../../../app/services/reviews/receive-review.server.ts";
import {
  addReviewSecret,
  revokeReviewSecret,
} from "../../../app/services/reviews/review-secrets.server.ts";
import { sealWith } from "../../../app/services/reviews/seal.server.ts";
import { isSignedReview } from "../../../app/services/reviews/verify-review.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { createHmac } from "node:crypto";
import { awards, programWith, publish } from "../../support/awards.ts";
import { day, line } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const ANNA = "501";
const anna = customerId(ANNA);
const ADDRESS = "anna@example.com";
const hashEmail = emailHasher("a key of thirty-two characters!!");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [anna], day(1)));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

/** What Judge.me sends for `review/created` and `review/updated`. */
const judgeme = (review: Record<string, unknown> = {}) => ({
  event: "review/created",
  platform: "shopify",
  shop_domain: SHOP,
  review: {
    id: 434,
    title: "Great",
    body: "Fits well",
    rating: 2,
    product_external_id: 7001,
    source: "email",
    curated: "ok",
    hidden: false,
    verified: "buyer",
    pictures: [],
    created_at: day(5).toISOString(),
    reviewer: { id: 602, external_id: null, email: "Anna@Example.com", name: "Anna" },
    ...review,
  },
});

async function told(body: unknown, now: Date, source: "judgeme" | "signed" = "judgeme") {
  const reading = readReview(source, body);
  if (reading.kind !== "ok") throw new Error(reading.message);
  await receiveReview(shop.db, hashEmail, { shop: SHOP, source, review: reading.review }, now);
}

const finder = (known: Record<string, CustomerId> = { [ADDRESS]: anna }): CustomerFinder => ({
  byEmail: (emails) =>
    Promise.resolve(new Map(emails.flatMap((one) => (known[one] ? [[one, known[one]]] : [])))),
  missing: () => Promise.resolve(new Set()),
});
const run = (at: Date, known?: Record<string, CustomerId>) =>
  awardReviews(shop.db, finder(known), SHOP, at, at);
const states = () =>
  shop.sql.query("SELECT review_id, state, customer_id, email FROM reviews ORDER BY review_id");
const buys = (product: string, on: number) =>
  shop.order(
    SHOP,
    `9${product}`,
    {
      customerId: anna,
      processedAt: day(on),
      paidAt: day(on),
      lines: [line("1", 100_000n, { productId: product })],
    },
    day(on),
  );

const rule = { kind: "review", id: "words", points: 50, photo_points: 25 };

describe("Other earn rules: review (verified purchase)", () => {
  it("gives points for a review of what the member has bought, once, with more for a photo", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await buys("7001", 3);
    await told(judgeme({ pictures: [{ hidden: false }] }), day(5));
    await told(judgeme({ pictures: [{ hidden: false }] }), day(6));
    expect(await run(day(6))).toEqual({ looked_at: 1, awarded: 1 });
    expect(await run(day(7))).toEqual({ looked_at: 0, awarded: 0 });
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 75n });
    // The address goes as soon as it is known whose it is.
    expect(await states()).toEqual([
      { review_id: "434", state: "awarded", customer_id: ANNA, email: null },
    ]);
  });

  it("waits for the purchase, and gives up after a month", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await told(judgeme(), day(5));
    await told(judgeme({ id: 435, product_external_id: 7002 }), day(5));
    await run(day(5));
    await buys("7002", 6);
    await run(day(7));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7002": 50n });
    expect((await states())[0]).toMatchObject({ state: "waiting", email: null });
    await run(new Date("2026-02-10T00:00:00Z"));
    expect((await states())[0]).toMatchObject({ state: "not_bought" });
  });

  it("gives nothing for a cancelled purchase, and something without one where the rule says so", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await shop.order(
      SHOP,
      "1",
      {
        customerId: anna,
        processedAt: day(3),
        paidAt: day(3),
        cancelledAt: day(4),
        lines: [line("1", 100_000n, { productId: "7001" })],
      },
      day(4),
    );
    await told(judgeme(), day(5));
    await run(day(5));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    await publish(shop, SHOP, programWith([{ ...rule, verified_only: false }]), day(6));
    await told(judgeme({ id: 436, created_at: day(7).toISOString() }), day(7));
    await run(day(7));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 50n });
  });

  it("gives points for a product once, however many reviews there are, and so many a month", async () => {
    await publish(shop, SHOP, programWith([{ ...rule, maximum_per_month: 2 }]), day(2));
    for (const product of ["7001", "7002", "7003"]) await buys(product, 3);
    const write = (id: number, product: number) =>
      told(judgeme({ id, product_external_id: product }), day(5));
    await write(1, 7001);
    await write(2, 7001);
    await write(3, 7002);
    await write(4, 7003);
    await run(day(6));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 50n, "review/7002": 50n });
  });

  it("takes back what a review has given that is hidden, and gives it again", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await buys("7001", 3);
    await told(judgeme(), day(5));
    await run(day(5));
    await told(judgeme({ hidden: true }), day(6));
    await told(judgeme({ hidden: true }), day(6));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 0n });
    await told(judgeme(), day(7));
    await run(day(7));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 50n });
    expect(await shop.points(SHOP, ANNA)).toBe(60n);
  });

  it("is told by anything that signs, with the customer's id or an address", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await buys("7001", 3);
    const written_at = day(4).toISOString();
    await told(
      { review_id: "r-1", customer_id: ANNA, product_id: 7001, written_at },
      day(5),
      "signed",
    );
    await told({ review_id: "r-2", email: "nobody@example.com", written_at }, day(5), "signed");
    await run(day(5));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 50n });
    expect(await states()).toEqual([
      { review_id: "r-1", state: "awarded", customer_id: ANNA, email: null },
      { review_id: "r-2", state: "waiting", customer_id: null, email: "nobody@example.com" },
    ]);
    expect(readReview("signed", { review_id: "r-3" })).toMatchObject({ kind: "invalid" });
    expect(readReview("signed", { customer_id: "1" })).toMatchObject({ kind: "invalid" });
  });

  it("is not kept waiting by another that cannot be awarded", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await buys("7001", 3);
    const boris = customerId("502");
    await shop.order(SHOP, "1", { customerId: boris, processedAt: day(3), paidAt: day(3) }, day(3));
    const written_at = day(4).toISOString();
    await told({ review_id: "r-1", customer_id: "502", written_at }, day(5), "signed");
    await told(
      { review_id: "r-2", customer_id: ANNA, product_id: 7001, written_at },
      day(6),
      "signed",
    );
    // Whatever is posted to this book stands there already.
    const broken = (seq: number) =>
      shop.sql.query(
        `UPDATE balances SET chain_seq = chain_seq + $2 WHERE holder_id =
           (SELECT holder_id FROM customers WHERE customer_id = $1)`,
        [boris, seq],
      );
    await broken(-1);
    await expect(run(day(7))).rejects.toThrow("1 reviews awarded");
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "review/7001": 50n });
    await broken(1);
    await run(day(8));
    expect(await awards(shop, SHOP, "502")).toEqual({ "review/shop": 50n });
  });

  it("keeps neither words nor stars, and forgets the address of who is erased", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    await told(judgeme(), day(5));
    const rows = JSON.stringify(
      await shop.sql.query("SELECT to_jsonb(r)::text AS text FROM reviews r"),
    );
    expect(rows).toContain(ADDRESS);
    expect(rows).not.toContain("Fits well");
    const subject = { customerId: anna, emailHash: hashEmail(ADDRESS), orders: [] };
    await inTransaction(shop.db, (tx) => redactCustomer(tx, SHOP, subject, day(6)));
    expect(await states()).toEqual([
      { review_id: "434", state: "unknown_customer", customer_id: null, email: null },
    ]);
  });

  it("forgets the address of who is erased again, where a withdrawn review has come back since", async () => {
    await publish(shop, SHOP, programWith([rule]), day(2));
    const subject = { customerId: anna, emailHash: hashEmail(ADDRESS), orders: [] };
    const erase = (on: number) =>
      inTransaction(shop.db, (tx) => redactCustomer(tx, SHOP, subject, day(on)));
    await told(judgeme(), day(5));
    await told(judgeme({ hidden: true }), day(6));
    await erase(7);
    await told(judgeme(), day(8));
    await erase(9);
    expect(await states()).toEqual([
      { review_id: "434", state: "unknown_customer", customer_id: null, email: null },
    ]);
  });
});

describe("the secrets of review apps", () => {
  const seal = sealWith("a key of thirty-two characters!!");
  const body = Buffer.from("{}");
  const isSigned = (secret: string, encoding: "hex" | "base64" = "hex") =>
    isSignedReview(shop.db, seal, {
      shop: SHOP,
      source: "judgeme",
      body,
      signature: createHmac("sha256", secret).update(body).digest(encoding),
    });
  const add = (secret: string, isRotation = false) =>
    addReviewSecret(shop.db, seal, SHOP, { source: "judgeme", secret, isRotation }, day(1));

  it("sign in hexadecimal digits or base64, several at once, until they are revoked", async () => {
    expect(await isSigned("private-token")).toBe(false);
    await add("private-token");
    await add("another-token");
    expect(await isSigned("private-token")).toBe(true);
    expect(await isSigned("another-token", "base64")).toBe(true);
    expect(await isSigned("wrong-token")).toBe(false);
    const { secretId, revoked } = await add("third-token", true);
    expect(revoked).toBe(2);
    expect(await isSigned("private-token")).toBe(false);
    expect(await isSigned("third-token")).toBe(true);
    expect(await revokeReviewSecret(shop.db, SHOP, secretId, day(2))).toBe(true);
    expect(await isSigned("third-token")).toBe(false);
  });

  it("are not in the database as they are, and open to no other key", async () => {
    await add("private-token");
    const [row] = await shop.sql.query<{ sealed: Buffer }>("SELECT sealed FROM review_secrets");
    expect(row?.sealed.toString("latin1")).not.toContain("private-token");
    expect(() => sealWith("another key of thirty-two chars!").open(row?.sealed ?? body)).toThrow();
  });

  it("are worth nothing once the shop has removed the app", async () => {
    await add("private-token");
    await shop.sql.query("UPDATE shops SET uninstalled_at = $1", [day(2)]);
    expect(await isSigned("private-token")).toBe(false);
  });
});
