import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestsOf } from "../../app/db/digest-queries.server.ts";
import { queryable } from "../../app/db/transaction.server.ts";
import { chainsOf } from "../../app/db/transfer-queries.server.ts";
import { customerId, type HolderId } from "../../app/domain/ids.ts";
import { emptyBook, replayTransfer } from "../../app/domain/ledger/book.ts";
import { hashDigest, HeadCount, type Digest } from "../../app/domain/ledger/digest.ts";
import { readDigestFile } from "../../app/domain/ledger/digest-file.ts";
import { hashTransfer } from "../../app/domain/ledger/hash.ts";
import { points } from "../../app/domain/points.ts";
import { checkDigest } from "../../app/services/check-digest.server.ts";
import { exportDigest } from "../../app/services/export-digest.server.ts";
import { makeDigest } from "../../app/services/make-digest.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { proveChain } from "../../app/services/prove-chain.server.ts";
import { readHeads } from "../../app/services/read-heads.server.ts";
import { rebuildProjection } from "../../app/services/rebuild-projection.server.ts";
import { day } from "../support/order-examples.ts";
import { withClient } from "../support/postgres.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS, VERA, GLEB] = [
  "7000000000001",
  "7000000000002",
  "7000000000003",
  "7000000000004",
];

/** Anna has earned, matured and was given points; Boris was merged into Vera; Gleb has one order. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  const told = (id: string, customer = ANNA) => ({
    customerId: customerId(customer),
    updatedAt: day(Number(id)),
  });
  await shop.order(SHOP, "2", told("2"), day(2));
  await shop.order(SHOP, "3", told("3", BORIS), day(3));
  await shop.order(SHOP, "4", told("4", VERA), day(4));
  await shop.order(SHOP, "5", told("5", GLEB), day(5));
  await maturePoints(shop.db, SHOP, day(17));
  await give("gift", 5n);
  const merge = { from: customerId(BORIS), into: customerId(VERA) };
  await mergeMembers(shop.db, SHOP, merge, day(18));
});
afterEach(() => shop.close());

const give = (key: string, amount: bigint) =>
  adjustPoints(
    shop.db,
    {
      shop: SHOP,
      customerId: customerId(ANNA),
      points: amount,
      reason: "sorry",
      key,
      actor: "test",
    },
    day(17),
  );

/** A digest's file, as somebody keeps it. */
async function keep(withHeads = false, number: number | null = null): Promise<string> {
  const found = await exportDigest(shop.db, SHOP, number, withHeads);
  let file = "";
  for await (const part of found!.parts) file += part;
  return file;
}
const check = (file: string) => {
  const read = readDigestFile(file);
  if (read.kind === "unreadable") throw new Error(read.problem);
  return checkDigest(shop.db, SHOP, read.kept);
};
const holderOf = async (customer: string) => {
  const [row] = await shop.sql.query<{ holder_id: HolderId }>(
    "SELECT holder_id FROM customers WHERE shop = $1 AND customer_id = $2",
    [SHOP, customer],
  );
  return row!.holder_id;
};

/** What only the owner of the database can do, and only with the ledger's triggers off. */
const tamper = (sql: string, values: unknown[] = []) =>
  withClient(shop.url, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    await owner.query(sql, values);
  });

/** Writes a holder's balance and lots as what is left of its chain makes them. */
async function cover(holder: HolderId): Promise<void> {
  const book = emptyBook(SHOP, holder);
  for (const transfer of await chainsOf(shop.sql, SHOP, [holder])) replayTransfer(book, transfer);
  await tamper("DELETE FROM lots WHERE shop = $1 AND holder_id = $2", [SHOP, holder]);
  for (const lot of book.lots.values())
    await tamper(
      `INSERT INTO lots (shop, holder_id, lot_id, matures_at, expires_at, pending, available, held, expired)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        SHOP,
        holder,
        lot.lotId,
        lot.maturesAt,
        lot.expiresAt,
        lot.pending,
        lot.available,
        lot.held,
        lot.expired,
      ],
    );
  await tamper(
    `UPDATE balances SET pending = $3, available = $4, held = $5, owed = $6, chain_seq = $7,
            chain_hash = $8, active_at = $9 WHERE shop = $1 AND holder_id = $2`,
    [
      SHOP,
      holder,
      book.balance.pending,
      book.balance.available,
      book.balance.held,
      book.balance.owed,
      book.seq,
      Buffer.from(book.headHash),
      book.activeAt,
    ],
  );
}

/** Takes back the gift as if it had never been given: the newest transfer of Anna's chain, and its note. */
async function forgetGift(): Promise<HolderId> {
  const anna = await holderOf(ANNA);
  await tamper("DELETE FROM transfers WHERE shop = $1 AND holder_id = $2 AND seq = 3", [
    SHOP,
    anna,
  ]);
  await tamper("DELETE FROM notes WHERE shop = $1 AND holder_id = $2", [SHOP, anna]);
  await cover(anna);
  return anna;
}

/** Gives Anna ten times as many points by hand, hashes, balance, lots and all. */
async function rewriteChain(): Promise<HolderId> {
  const anna = await holderOf(ANNA);
  const book = emptyBook(SHOP, anna);
  for (const stored of await chainsOf(shop.sql, SHOP, [anna])) {
    const amount = stored.code === "adjust" ? points(50n) : stored.amount;
    const moved = { ...stored, amount, recordedAt: day(17), prevHash: book.headHash };
    const forged = { ...moved, hash: hashTransfer(moved) };
    replayTransfer(book, forged);
    await tamper(
      `UPDATE transfers SET amount = $4, recorded_at = $5, prev_hash = $6, hash = $7
        WHERE shop = $1 AND holder_id = $2 AND seq = $3`,
      [
        SHOP,
        anna,
        forged.seq,
        amount,
        forged.recordedAt,
        Buffer.from(forged.prevHash),
        Buffer.from(forged.hash),
      ],
    );
  }
  await cover(anna);
  return anna;
}

/** Writes all digests anew, so that they suit the chains as they stand. */
async function coverDigests(): Promise<void> {
  await tamper(
    `UPDATE digest_heads d SET seq = b.chain_seq, hash = b.chain_hash FROM balances b
      WHERE (b.shop, b.holder_id) = (d.shop, d.holder_id)`,
  );
  for (const digest of await digestsOf(shop.sql, SHOP)) {
    const count = new HeadCount(SHOP);
    for await (const heads of readHeads(queryable(shop.db.pool), SHOP, digest.number))
      for (const head of heads) count.add(head);
    const forged: Digest = { ...digest, transfers: count.transfers, root: count.root() };
    await tamper(
      "UPDATE digests SET transfers = $2, root = decode($3, 'hex'), hash = decode($4, 'hex') WHERE number = $1",
      [digest.number, forged.transfers, forged.root, hashDigest(forged)],
    );
  }
}

describe("a digest", () => {
  it("sums up every chain, and follows the one before", async () => {
    const { digest: first, isNew } = await makeDigest(shop.db, SHOP, day(20));
    expect(first).toMatchObject({ number: 1, chains: 4n, previous: "0".repeat(64) });
    expect(isNew).toBe(true);
    await give("more", 1n);
    const { digest: second } = await makeDigest(shop.db, SHOP, day(21));
    expect(second).toMatchObject({
      number: 2,
      transfers: first.transfers + 1n,
      previous: first.hash,
    });
    expect(second.root).not.toBe(first.root);
    // Only what has changed is kept anew.
    const [heads] = await shop.sql.query("SELECT count(*) FROM digest_heads WHERE number = 2");
    expect(heads).toEqual({ count: 1n });
    expect(await shop.difference()).toBeNull();
  });

  it("stands for a day where nothing happens, and is taken once when several ask at once", async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeDigest(shop.db, SHOP, day(20))));
    expect(made.map(({ digest }) => digest.number)).toEqual([1, 1, 1]);
    expect(await makeDigest(shop.db, SHOP, day(20, 12))).toMatchObject({ isNew: false });
    expect(await makeDigest(shop.db, SHOP, day(21))).toMatchObject({ isNew: true });
    expect(await digestsOf(shop.sql, SHOP)).toHaveLength(2);
  });

  it("still holds however much has happened since", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    const [short, full] = [await keep(), await keep(true)];
    expect(short.split("\n")).toHaveLength(10);
    expect(full.split("\n")).toHaveLength(14);
    await give("more", 7n);
    await shop.order(SHOP, "9", { customerId: customerId("7000000000009") }, day(30));
    await makeDigest(shop.db, SHOP, day(31));
    expect(await check(short)).toBeNull();
    expect(await check(full)).toBeNull();
    expect(await check(await keep(true, 1))).toBeNull();
  });

  it("is of one shop alone", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    const read = readDigestFile(await keep());
    if (read.kind === "unreadable") throw new Error(read.problem);
    expect(await checkDigest(shop.db, OTHER_SHOP, read.kept)).toBe(
      `the digest is of ${SHOP}, not of ${OTHER_SHOP}`,
    );
  });
});

describe("the newest transfer of a chain that was deleted, balance, lots, note and all", () => {
  it("is seen by no other check", async () => {
    await forgetGift();
    expect(await shop.difference()).toBeNull();
  });

  it("is named by verify where a digest has seen it", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    const anna = await forgetGift();
    expect(await shop.difference()).toBe(
      `transfer 3 of holder ${anna} is gone, which digest 1 has seen`,
    );
  });

  it.each([
    ["short", false],
    ["with all heads", true],
  ])(
    "is found with a kept digest (%s), though every digest in the database was written anew",
    async (_, withHeads) => {
      await makeDigest(shop.db, SHOP, day(20));
      const kept = await keep(withHeads);
      const anna = await forgetGift();
      await coverDigests();
      expect(await shop.difference()).toBeNull();
      expect(await check(kept)).toMatch(
        withHeads
          ? `transfer 3 of holder ${anna} is gone, which digest 1 has seen`
          : /the heads of digest 1 make transfers \d+ where it says \d+/,
      );
    },
  );
});

describe("a whole chain that was rewritten, hashes, balance, lots and all", () => {
  it("is seen by no other check", async () => {
    await rewriteChain();
    expect(await shop.difference()).toBeNull();
  });

  it("is named by verify where a digest has seen it", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    const anna = await rewriteChain();
    expect(await shop.difference()).toMatch(
      new RegExp(
        `transfer 3 of holder ${anna} was rewritten: its hash is .{64} where digest 1 has seen`,
      ),
    );
  });

  it.each([
    ["short", false],
    ["with all heads", true],
  ])(
    "is found with a kept digest (%s), though every digest in the database was written anew",
    async (_, withHeads) => {
      await makeDigest(shop.db, SHOP, day(20));
      const kept = await keep(withHeads);
      const anna = await rewriteChain();
      await coverDigests();
      expect(await shop.difference()).toBeNull();
      expect(await check(kept)).toMatch(
        withHeads
          ? new RegExp(`transfer 3 of holder ${anna} was rewritten`)
          : /the heads of digest 1 make the root/,
      );
    },
  );
});

describe("digests that were tampered with themselves", () => {
  beforeEach(async () => {
    await makeDigest(shop.db, SHOP, day(20));
    await give("more", 1n);
    await makeDigest(shop.db, SHOP, day(21));
  });

  it.each<[string, string, RegExp]>([
    ["one that is gone", "DELETE FROM digests WHERE number = 1", /^digest 1 is gone$/],
    [
      "a changed root",
      "UPDATE digests SET root = sha256('x') WHERE number = 2",
      /^digest 2 is not what/,
    ],
    [
      "heads that are gone",
      "DELETE FROM digest_heads WHERE (holder_id, number) IN (SELECT holder_id, number FROM digest_heads ORDER BY holder_id LIMIT 1)",
      /^the heads of digest 1 make 3 chains of \d+ transfers where it says 4 of/,
    ],
  ])("%s", async (_, sql, expected) => {
    await tamper(sql);
    expect(await shop.difference()).toMatch(expected);
  });

  it("a kept one that is gone by now, with all after it", async () => {
    const kept = await keep();
    await tamper("DELETE FROM digests WHERE number = 2");
    await tamper("DELETE FROM digest_heads WHERE number = 2");
    expect(await check(kept)).toMatch(/^the heads of digest 2 make transfers/);
  });
});

describe("a member's proof", () => {
  const prove = async (customer: string, number: number | null = null) => {
    const proof = await proveChain(shop.db, SHOP, customerId(customer), number);
    if (proof.kind !== "proof") throw new Error(proof.kind);
    return proof.file;
  };

  /** Runs the script of docs/ledger-proof.md, which has nothing but sha256sum. */
  function checkByHand(file: string): string {
    const docs = readFileSync(new URL("../../docs/ledger-proof.md", import.meta.url), "utf8");
    const script = /```sh\n(.*?)```/s.exec(docs)?.[1] ?? "";
    const folder = mkdtempSync(join(tmpdir(), "kopilka-proof-"));
    try {
      writeFileSync(join(folder, "check-proof.sh"), script);
      writeFileSync(join(folder, "proof"), file);
      const { stdout } = spawnSync("sh", ["check-proof.sh", "proof"], {
        cwd: folder,
        encoding: "utf8",
      });
      return stdout;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("is proved by a stranger with sha256 alone, for every member", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    await give("after the digest", 1n);
    for (const customer of [ANNA, VERA, GLEB]) {
      const holder = await holderOf(customer);
      expect(checkByHand(await prove(customer))).toMatch(
        new RegExp(`^proved: [0-9]+ transfers of ${holder}, in digest 1 of 20`),
      );
    }
  });

  it("names nobody else", async () => {
    await makeDigest(shop.db, SHOP, day(20));
    const file = await prove(ANNA);
    const others = await shop.sql.query<{ holder_id: HolderId }>(
      "SELECT holder_id FROM holders WHERE shop = $1 AND holder_id <> $2",
      [SHOP, await holderOf(ANNA)],
    );
    for (const { holder_id } of others) expect(file).not.toContain(holder_id);
  });

  it.each<[string, (file: string) => string, string]>([
    ["another digest", (f) => f.replace("chains 4", "chains 5"), "the digest is not what"],
    ["another head", (f) => f.replace(/chain (\S+) 3/, "chain $1 2"), "does not lead to the root"],
    [
      "another way",
      (f) => f.replace(/(left|right) [0-9a-f]{4}/, "$1 0000"),
      "does not lead to the root",
    ],
    ["a transfer left out", (f) => f.replace(/transfer 2 .*\n/, ""), "transfer 2 is missing"],
    [
      "the last one left out",
      (f) => f.replace(/transfer 3 .*\n/, ""),
      "do not lead to the chain's head",
    ],
    [
      "a transfer of other content",
      (f) =>
        f.replace(
          /(transfer 2 \S+ \S{80})(\S)/,
          (_, before: string, c: string) => before + (c === "A" ? "B" : "A"),
        ),
      "transfer 2 is not what its hash was taken of",
    ],
  ])("is not proved by %s", async (_, change, said) => {
    await makeDigest(shop.db, SHOP, day(20));
    const file = await prove(ANNA);
    expect(change(file)).not.toBe(file);
    expect(checkByHand(change(file))).toContain(`NOT proved: `);
    expect(checkByHand(change(file))).toContain(said);
  });

  it("is refused for who is no member, and where there is no digest", async () => {
    const kindOf = async (customer: string, number: number | null = null) =>
      (await proveChain(shop.db, SHOP, customerId(customer), number)).kind;
    expect(await kindOf(ANNA)).toBe("unknown_digest");
    await makeDigest(shop.db, SHOP, day(20));
    expect(await kindOf(ANNA, 2)).toBe("unknown_digest");
    expect(await kindOf("1")).toBe("unknown_member");
    await shop.order(SHOP, "9", { customerId: customerId("7000000000009") }, day(30));
    expect(await kindOf("7000000000009")).toBe("not_in_digest");
  });
});

describe("The ledger: everything can be rebuilt from transfers alone", () => {
  it("a rebuild from the transfers alone gives the same projection, byte for byte", async () => {
    const { stored, rebuilt, difference } = await rebuildProjection(shop.db, SHOP);
    expect(difference).toBeNull();
    expect(rebuilt).toEqual(stored);
    expect(stored.rows).toBeGreaterThan(6n);
  });

  it.each<[string, string, RegExp]>([
    [
      "a balance",
      "UPDATE balances SET available = available + 1 WHERE holder_id = $1",
      /^the balance of holder/,
    ],
    [
      "a lot",
      "UPDATE lots SET expires_at = '2030-01-01' WHERE holder_id = $1 AND lot_id = 'order/2'",
      /^lot order\/2 of holder/,
    ],
    [
      "a lot that is gone",
      "DELETE FROM lots WHERE holder_id = $1 AND lot_id = 'order/2'",
      /is stored as no row where/,
    ],
    [
      "an activity",
      "UPDATE balances SET active_at = now() WHERE holder_id = $1",
      /^the balance of holder/,
    ],
    [
      "a transfer",
      "UPDATE transfers SET amount = 99 WHERE holder_id = $1 AND seq = 1",
      /transfer 1 of holder .* is not what/,
    ],
  ])("names %s that is another", async (_, sql, expected) => {
    await tamper(sql, [await holderOf(ANNA)]);
    const { stored, rebuilt, difference } = await rebuildProjection(shop.db, SHOP);
    expect(difference).toMatch(expected);
    expect(rebuilt.hash).not.toBe(stored.hash);
  });
});
