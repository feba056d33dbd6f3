/**
 * `npm run digest -- --shop SHOP`: lists the shop's digests, the newest first.
 * `... --to FILE [--number N] [--heads]` writes one for keeping, the newest unless told otherwise;
 * with `--heads` a line for each chain, by which a later check can name the one that was rewritten.
 * `... --to FILE --member CUSTOMER [--number N]` writes what shows that one member's chain stood in
 * it, without the others' data. docs/ledger-proof.md says how to check all of these by hand.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { digestsOf } from "../db/digest-queries.server.ts";
import { createPool, type Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { customerId, type ShopId } from "../domain/ids.ts";
import { exportDigest } from "../services/export-digest.server.ts";
import { proveChain } from "../services/prove-chain.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const { values } = readArguments({
    shop: { type: "string" },
    number: { type: "string" },
    heads: { type: "boolean" },
    member: { type: "string" },
    to: { type: "string" },
  });
  if (values.shop === undefined) throw new Fault("which shop? --shop kopilka-dev.myshopify.com");
  const shop = readShopId(values.shop);
  const number = values.number === undefined ? null : readNumber(values.number);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 2, name: "kopilka-digest" });
  try {
    const { to, member } = values;
    if (to === undefined) {
      if (member !== undefined || values.heads) throw new Fault("where to? --to FILE");
      await list(db, shop);
    } else if (member === undefined) await write(db, shop, number, values.heads ?? false, to);
    else await prove(db, shop, member, number, to);
  } finally {
    await db.close();
  }
});

function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Fault(`--number "${text}" is not the number of a digest, such as 12`);
}

async function list(db: Database, shop: ShopId): Promise<void> {
  const digests = await digestsOf(queryable(db.pool), shop);
  for (const { number, takenAt, chains, hash } of digests.toReversed())
    print(`${String(number)}  ${takenAt.toISOString()}  ${String(chains)} chains  ${hash}`);
  if (digests.length === 0)
    print(`There is no digest yet: npm run job -- make-digests --shop ${shop}`);
}

async function write(
  db: Database,
  shop: ShopId,
  number: number | null,
  withHeads: boolean,
  to: string,
): Promise<void> {
  const found = await exportDigest(db, shop, number, withHeads);
  if (!found) throw noDigest(shop, number);
  await pipeline(Readable.from(found.parts), createWriteStream(to));
  print(`Wrote digest ${String(found.number)} to ${to}`);
}

async function prove(
  db: Database,
  shop: ShopId,
  member: string,
  number: number | null,
  to: string,
): Promise<void> {
  const proof = await proveChain(db, shop, customerId(member), number);
  switch (proof.kind) {
    case "unknown_member":
      throw new Fault(`no member of ${shop} has the customer id ${member}`);
    case "unknown_digest":
      throw noDigest(shop, number);
    case "not_in_digest":
      throw new Fault(
        `nothing had happened to ${member} when digest ${String(proof.number)} was taken`,
      );
    case "proof":
      await pipeline(Readable.from([proof.file]), createWriteStream(to));
      print(`Wrote the proof of ${member} in digest ${String(proof.number)} to ${to}`);
  }
}

function noDigest(shop: ShopId, number: number | null): Fault {
  return new Fault(
    number === null
      ? `${shop} has no digest yet: npm run job -- make-digests --shop ${shop}`
      : `${shop} has no digest ${String(number)}`,
  );
}
