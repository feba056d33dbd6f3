import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { customerId } from "../../../app/domain/ids.ts";
import type { EnrolmentDecision } from "../../../app/domain/enrolment.ts";
import { points } from "../../../app/domain/points.ts";
import { enrol } from "../../../app/services/enrolment/enrol.server.ts";
import { ensureMembers } from "../../../app/services/ensure-members.server.ts";
import { expirePoints } from "../../../app/services/expire-points.server.ts";
import { exportCustomerData } from "../../../app/services/export-customer-data.server.ts";
import { maturePoints } from "../../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../../app/services/merge-members.server.ts";
import { redactCustomer } from "../../../app/services/redact-customer.server.ts";
import { reservePoints } from "../../../app/services/reserve-points.server.ts";
import { setBirthday } from "../../../app/services/set-birthday.server.ts";
import { awards, programWith, publish } from "../../support/awards.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const ANNA = "501";
const anna = customerId(ANNA);

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const OPT_IN = { enrolment: { mode: "opt_in" } };
const welcome = [{ kind: "welcome", id: "hi", points: 200 }];

const joins = (at: Date, customer = anna) =>
  inTransaction(shop.db, (tx) => ensureMembers(tx, SHOP, [customer], at));
const decides = (
  status: EnrolmentDecision,
  at: Date,
  { consent = null as string | null, isMember = false, customer = anna } = {},
) =>
  enrol(
    shop.db,
    { shop: SHOP, customerId: customer, status, consent, isMember, decidedBy: "test" },
    at,
  );
/** An order of 1,000 roubles, which earns ten points. */
const order = (id: string, on: number, known = on) =>
  shop.order(
    SHOP,
    id,
    { customerId: anna, processedAt: day(on), paidAt: day(on), updatedAt: day(known) },
    day(known),
  );

describe("Enrolment is automatic or opt-in (consent recorded)", () => {
  it("enrols every customer automatically, and welcomes them", async () => {
    await publish(shop, SHOP, programWith(welcome), day(1));
    await joins(day(2));
    expect(await shop.status(SHOP, ANNA)).toBe("active");
    expect(await awards(shop, SHOP, ANNA)).toEqual({ welcome: 200n });
  });

  it("lets a customer who has not opted in be a guest, who earns nothing", async () => {
    await publish(shop, SHOP, programWith(welcome, OPT_IN), day(1));
    await joins(day(2));
    await order("1", 3);
    expect(await shop.status(SHOP, ANNA)).toBe("guest");
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
  });

  it("records what a member agreed to, and asks for it", async () => {
    await publish(shop, SHOP, programWith(welcome, OPT_IN), day(1));
    await joins(day(2));
    expect(await decides("active", day(3))).toEqual({ kind: "consent_missing" });
    const consent = "Terms of 1 January, ticked on /account";
    expect(await decides("active", day(3), { consent })).toEqual({ kind: "decided" });
    expect(await decides("active", day(4), { consent })).toEqual({ kind: "unchanged" });
    expect(await shop.sql.query("SELECT status, at, consent, decided_by FROM enrolments")).toEqual([
      { status: "active", at: day(3), consent, decided_by: "test" },
    ]);
    expect(await shop.status(SHOP, ANNA)).toBe("active");
    expect(await awards(shop, SHOP, ANNA)).toEqual({ welcome: 200n });
  });

  it("lets orders earn from the moment of joining on, whenever they are heard of", async () => {
    await publish(shop, SHOP, programWith([], OPT_IN), day(1));
    await joins(day(2));
    await decides("active", day(4), { consent: "yes" });
    await order("1", 3, 9);
    await order("2", 5, 8);
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    const told = await shop.sql.query("SELECT order_id, target FROM orders ORDER BY order_id");
    expect(told).toEqual([
      { order_id: "1", target: 0n },
      { order_id: "2", target: 10n },
    ]);
  });

  it("leaves members their points when the merchant turns to opting in; who agrees earns again", async () => {
    await joins(day(1));
    await order("1", 2);
    await publish(shop, SHOP, programWith([], OPT_IN), day(3));
    await order("2", 4);
    expect(await shop.status(SHOP, ANNA)).toBe("guest");
    expect(await shop.points(SHOP, ANNA)).toBe(10n);
    await decides("active", day(5), { consent: "yes" });
    await order("3", 6);
    // Told again, the first order keeps what it has, the second what it has not.
    await order("1", 2, 7);
    await order("2", 4, 7);
    expect(await shop.points(SHOP, ANNA)).toBe(20n);
  });
});

describe("Member status: guest, active, opted_out, frozen, erased", () => {
  const balance = async () => {
    const [row] = await shop.sql.query("SELECT pending, available FROM balances");
    return row;
  };
  const holds = async (at: Date) =>
    (await reservePoints(shop.db, { shop: SHOP, customerId: anna, points: points(100n) }, at)).kind;

  it.each(["opted_out", "frozen"] as const)(
    "lets who is %s neither earn nor spend, and lose nothing",
    async (status) => {
      await publish(shop, SHOP, programWith(welcome), day(1));
      await joins(day(2));
      await order("1", 3);
      await decides(status, day(4));
      expect(await shop.status(SHOP, ANNA)).toBe(status);
      await order("2", 5);
      await order("1", 3, 6);
      expect(await balance()).toEqual({ pending: 10n, available: 200n });
      expect(await holds(day(6))).toBe(status === "frozen" ? "member_frozen" : "not_a_member");
      await maturePoints(shop.db, SHOP, day(20));
      expect(await balance()).toEqual({ pending: 0n, available: 210n });
      await decides("active", day(21));
      expect(await holds(day(22))).toBe("reserved");
      expect(await awards(shop, SHOP, ANNA)).toEqual({ welcome: 200n });
    },
  );

  it.each([
    { kind: "after_days", days: 10 },
    { kind: "inactivity", days: 10 },
  ])(
    "lets nothing of theirs expire either ($kind), and leaves who comes back thirty days",
    async (expiry) => {
      await publish(shop, SHOP, programWith(welcome, { expiry }), day(1));
      await joins(day(2));
      await joins(day(2), customerId("502"));
      await decides("frozen", day(4));
      await expirePoints(shop.db, SHOP, day(40));
      expect(await shop.points(SHOP, "502")).toBe(0n);
      expect(await shop.points(SHOP, ANNA)).toBe(200n);
      await decides("active", day(41));
      await expirePoints(shop.db, SHOP, day(70));
      expect(await shop.points(SHOP, ANNA)).toBe(200n);
      await expirePoints(shop.db, SHOP, day(72));
      expect(await shop.points(SHOP, ANNA)).toBe(0n);
    },
  );

  it("lets a member leave and come back, but not lift a freeze", async () => {
    await joins(day(1));
    expect((await decides("opted_out", day(2), { isMember: true })).kind).toBe("decided");
    expect((await decides("active", day(3), { isMember: true })).kind).toBe("decided");
    await decides("frozen", day(4));
    expect((await decides("active", day(5), { isMember: true })).kind).toBe("member_frozen");
    expect((await decides("opted_out", day(5), { isMember: true })).kind).toBe("member_frozen");
    expect((await decides("active", day(6))).kind).toBe("decided");
  });

  it("follows the latest decision of two members who become one", async () => {
    const boris = customerId("502");
    await joins(day(1));
    await joins(day(1), boris);
    await decides("opted_out", day(2));
    await decides("frozen", day(3), { customer: boris });
    await mergeMembers(shop.db, SHOP, { from: boris, into: anna }, day(4));
    expect(await shop.status(SHOP, ANNA)).toBe("frozen");
    await order("1", 5);
    expect(await shop.points(SHOP, ANNA)).toBe(0n);
  });

  it("hands out birthday, consent and awards on demand, and erases what is the person's", async () => {
    await publish(shop, SHOP, programWith(welcome, OPT_IN), day(1));
    await joins(day(2));
    await decides("active", day(3), { consent: "Anna agreed" });
    const birthday = { month: 5, day: 31 };
    await setBirthday(shop.db, { shop: SHOP, customerId: anna, birthday }, day(4));
    const subject = { customerId: anna, emailHash: null, orders: [] };
    await inTransaction(shop.db, (tx) =>
      exportCustomerData(tx, SHOP, { ...subject, requestId: "r" }, day(5)),
    );
    const [stored] = await shop.sql.query<{ document: Record<string, unknown> }>(
      "SELECT document FROM data_exports",
    );
    expect(stored?.document).toMatchObject({
      members: [{ birth_month: 5, birth_day: 31 }],
      enrolments: [{ status: "active", consent: "Anna agreed" }],
      awards: [{ award_key: "welcome", points: 200 }],
      reviews: [],
    });
    await inTransaction(shop.db, (tx) => redactCustomer(tx, SHOP, subject, day(6)));
    expect(await shop.status(SHOP, ANNA)).toBe("erased");
    const held = await shop.sql.query(
      `SELECT to_jsonb(m)::text AS text FROM members m
        UNION ALL SELECT to_jsonb(e)::text FROM enrolments e`,
    );
    expect(JSON.stringify(held)).not.toContain("Anna agreed");
    expect(JSON.stringify(held)).toContain('birth_month\\": null');
    expect((await decides("active", day(7), { consent: "x" })).kind).toBe("member_erased");
    expect(await shop.points(SHOP, ANNA)).toBe(200n);
  });
});
