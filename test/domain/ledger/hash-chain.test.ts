import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyBook, LedgerError, replayTransfer } from "../../../app/domain/ledger/book.ts";
import { genesisHash, hashTransfer } from "../../../app/domain/ledger/hash.ts";
import type { Transfer } from "../../../app/domain/ledger/transfer.ts";
import { lotId, orderId, shopId } from "../../../app/domain/ids.ts";
import { points } from "../../../app/domain/points.ts";
import { day } from "../../support/order-examples.ts";
import { ANNA, BORIS, MemberBook, SHOP } from "../../support/member-book.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** A transfer in which no field is empty; it need not make sense. */
const FULL: Omit<Transfer, "hash"> = {
  shop: SHOP,
  holderId: ANNA,
  seq: 7n,
  prevHash: genesisHash(SHOP, ANNA),
  key: "order/1/earn/0123456789abcdef/after/0123456789abcdef",
  code: "clawback",
  debit: "available",
  credit: "reversed",
  amount: points(12n),
  lot: { lotId: lotId("order/1"), maturesAt: day(15), expiresAt: day(45) },
  uses: [
    { lotId: lotId("order/1"), account: "available", amount: points(9n) },
    { lotId: lotId("бонус"), account: "available", amount: points(3n) },
  ],
  orderId: orderId("9007199254740993"),
  programVersion: 3,
  explanation: { kind: "order", lines: [{ line: "1", points: "37/2" }], target: 12, note: null },
  noteHash: new Uint8Array(32).fill(5),
  eventAt: day(2),
  recordedAt: day(3),
};

/** Every field, and another value for it. */
const CHANGES: { readonly [Field in keyof typeof FULL]: readonly (typeof FULL)[Field][] } = {
  shop: [shopId("second.myshopify.com")],
  holderId: [BORIS],
  seq: [8n],
  prevHash: [genesisHash(SHOP, BORIS)],
  key: ["order/1/earn", `${FULL.key}0`],
  code: ["earn"],
  debit: ["pending"],
  credit: ["expired"],
  amount: [points(13n), points(2n ** 63n - 1n)],
  lot: [
    null,
    { lotId: lotId("order/2"), maturesAt: day(15), expiresAt: day(45) },
    { lotId: lotId("order/1"), maturesAt: day(15, 1), expiresAt: day(45) },
    { lotId: lotId("order/1"), maturesAt: day(15), expiresAt: day(46) },
    { lotId: lotId("order/1"), maturesAt: day(15), expiresAt: null },
  ],
  uses: [
    [],
    FULL.uses.slice(0, 1),
    FULL.uses.toReversed(),
    FULL.uses.map((use) => ({ ...use, lotId: lotId("order/2") })),
    FULL.uses.map((use) => ({ ...use, account: "held" as const })),
    FULL.uses.map((use) => ({ ...use, amount: points(6n) })),
  ],
  orderId: [orderId("9007199254740992"), null],
  programVersion: [4, null],
  explanation: [null, {}, { kind: "order" }],
  noteHash: [null, new Uint8Array(32).fill(6)],
  eventAt: [day(2, 1)],
  recordedAt: [day(3, 1)],
};

describe("a transfer's hash", () => {
  it("is the same for ever: another encoding must take another name", () => {
    expect(hex(genesisHash(SHOP, ANNA))).toBe(
      "cb9e836803749c7295c1d7b19ad0b7e6a4d00553833483897be28818a9b4893a",
    );
    expect(hex(hashTransfer(FULL))).toBe(
      "ac795c5435148fc7c0270e233577be515b162a2243323c3c35c8f23d16708532",
    );
  });

  it.each(Object.keys(CHANGES) as (keyof typeof CHANGES)[])("changes with its %s", (field) => {
    const changed = CHANGES[field].map((value) => hex(hashTransfer({ ...FULL, [field]: value })));
    expect(new Set([hex(hashTransfer(FULL)), ...changed]).size).toBe(changed.length + 1);
  });

  it("does not depend on the order of the explanation's keys, which a database need not keep", () => {
    const keys = fc.uniqueArray(fc.string({ maxLength: 4 }), { minLength: 2, maxLength: 6 });
    const shuffled = keys.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const explained = (list: string[]) => {
      const values = Object.fromEntries(list.map((key) => [key, key.length]));
      return hex(hashTransfer({ ...FULL, explanation: { inner: values, ...values } }));
    };
    fc.assert(fc.property(shuffled, ([one, other]) => explained(one) === explained(other)));
  });

  it("tells texts apart that run into each other", () => {
    const hash = (key: string, lot: string) =>
      hex(
        hashTransfer({ ...FULL, key, lot: { ...FULL.uses[0]!, ...FULL.lot!, lotId: lotId(lot) } }),
      );
    const text = fc.string({ unit: fc.constantFrom("s", "1", ":", "n", "ж"), maxLength: 5 });
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        expect(hash(a, b) === hash(c, d)).toBe(a === c && b === d);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a chain", () => {
  const anna = new MemberBook();
  anna.order("1", 100n);
  anna.mature(15);
  anna.adjust("spent", -30n);
  anna.order("1", 20n);
  const chain = anna.history;
  const replay = (transfers: readonly Transfer[]) => {
    const book = emptyBook(SHOP, ANNA);
    for (const transfer of transfers) replayTransfer(book, transfer);
    return book;
  };
  const forged = (at: number, change: Partial<Transfer>) =>
    chain.map((transfer, index) => (index === at ? { ...transfer, ...change } : transfer));
  const rehashed = (transfer: Transfer) => ({ ...transfer, hash: hashTransfer(transfer) });

  it("ends in the member's balance when it is replayed", () => {
    expect(replay(chain).balance).toEqual(anna.book.balance);
    expect(replay(chain).headHash).toEqual(anna.book.headHash);
  });

  it("breaks at a transfer that was changed, in whatever field", () => {
    const fields = Object.keys(CHANGES) as (keyof typeof CHANGES)[];
    const place = fc.nat(chain.length - 1);
    const change = fc
      .constantFrom(...fields)
      .chain((field) =>
        fc.constantFrom<Partial<Transfer>[]>(
          ...CHANGES[field].map((value) => ({ [field]: value })),
        ),
      );
    fc.assert(
      fc.property(place, change, (at, changed) => {
        const before = chain[at]!;
        fc.pre(hex(hashTransfer({ ...before, ...changed })) !== hex(before.hash));
        expect(() => replay(forged(at, changed))).toThrow(LedgerError);
      }),
    );
  });

  it("breaks at the next transfer when the changed one was given a new hash", () => {
    const changed = rehashed({ ...chain[1]!, recordedAt: day(30) });
    expect(() => replay(forged(1, changed))).toThrow("transfer 3 of holder");
  });

  it("breaks where a transfer was left out, or told twice", () => {
    expect(() => replay(chain.toSpliced(1, 1))).toThrow("follows 1");
    expect(() => replay(chain.toSpliced(1, 0, chain[0]!))).toThrow("follows 1");
  });

  it("does not begin where another member's begins", () => {
    const boris = new MemberBook(BORIS);
    boris.order("1", 100n);
    expect(() => replay(boris.history)).toThrow("does not follow the hash");
  });

  it("refuses a transfer that takes an account or a lot below zero, though its hash is right", () => {
    const mature = chain[1]!;
    const amount = points(101n);
    const uses = mature.uses.map((use) => ({ ...use, amount }));
    expect(() => replay([chain[0]!, rehashed({ ...mature, amount, uses })])).toThrow(
      "takes pending to -1",
    );
    const gift = new MemberBook();
    gift.adjust("one", 5n);
    gift.adjust("two", 5n);
    gift.adjust("taken", -6n);
    const [one, two, taken] = gift.history;
    const uneven = taken!.uses.map((use) => ({
      ...use,
      amount: points(use.lotId === "two" ? 6n : 1n),
    }));
    const drained = rehashed({ ...taken!, amount: points(7n), uses: uneven });
    expect(() => replay([one!, two!, drained])).toThrow("takes available of two below zero");
    const elsewhere = mature.uses.map((use) => ({ ...use, lotId: lotId("nowhere") }));
    expect(() => replay([chain[0]!, rehashed({ ...mature, uses: elsewhere })])).toThrow(
      "nowhere, which is not known",
    );
    const short = mature.uses.map((use) => ({ ...use, amount: points(99n) }));
    expect(() => replay([chain[0]!, rehashed({ ...mature, uses: short })])).toThrow(
      "do not add up",
    );
  });
});
