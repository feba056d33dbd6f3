import type { ChainHead, Digest } from "../domain/ledger/digest.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A digest as it is stored, with its hash in hexadecimal. */
export type StoredDigest = Digest & { readonly hash: string };

interface DigestRow {
  shop: ShopId;
  number: number;
  taken_at: Date;
  chains: bigint;
  transfers: bigint;
  root: string;
  previous: string;
  hash: string;
}

const SELECT = `
SELECT shop, number, taken_at, chains, transfers, encode(root, 'hex') AS root,
       encode(prev_hash, 'hex') AS previous, encode(hash, 'hex') AS hash
  FROM digests WHERE shop = $1`;

/** All digests of a shop, the oldest first. */
export async function digestsOf(db: Queryable, shop: ShopId): Promise<StoredDigest[]> {
  return (await db.query<DigestRow>(`${SELECT} ORDER BY number`, [shop])).map(digestOf);
}

/** The newest digests of a shop that are older than one, the newest first. */
export async function digestsBefore(
  db: Queryable,
  shop: ShopId,
  before: number | null,
  limit: number,
): Promise<StoredDigest[]> {
  const rows = await db.query<DigestRow>(
    `${SELECT} AND ($2::int IS NULL OR number < $2) ORDER BY number DESC LIMIT $3`,
    [shop, before, limit],
  );
  return rows.map(digestOf);
}

/** One digest of a shop; null where there is none of that number. */
export async function digestNumbered(
  db: Queryable,
  shop: ShopId,
  number: number,
): Promise<StoredDigest | null> {
  const rows = await db.query<DigestRow>(`${SELECT} AND number = $2`, [shop, number]);
  return rows[0] ? digestOf(rows[0]) : null;
}

const digestOf = ({ taken_at: takenAt, ...row }: DigestRow): StoredDigest => ({ ...row, takenAt });

/** Keeps others from taking a digest of the shop until the transaction ends. */
export async function lockDigests(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('kopilka-digest/' || $1, 0))", [
    shop,
  ]);
}

/**
 * Keeps the heads that have changed since the digests before, as of one moment: it is one statement.
 * @returns how many there were
 */
export async function keepChangedHeads(tx: Tx, shop: ShopId, number: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `INSERT INTO digest_heads (shop, holder_id, number, seq, hash)
     SELECT b.shop, b.holder_id, $2, b.chain_seq, b.chain_hash
       FROM balances b
       LEFT JOIN LATERAL (
         SELECT d.seq, d.hash FROM digest_heads d
          WHERE d.shop = b.shop AND d.holder_id = b.holder_id
          ORDER BY d.number DESC LIMIT 1) AS last ON true
      WHERE b.shop = $1 AND b.chain_seq > 0
        AND (last.seq IS NULL OR last.seq <> b.chain_seq OR last.hash <> b.chain_hash)`,
    [shop, number],
  );
  return rowCount ?? 0;
}

/** The heads of a digest after one holder's, in order of the holders' ids. */
export function headsAfter(
  db: Queryable,
  shop: ShopId,
  number: number,
  after: HolderId | null,
  limit: number,
): Promise<ChainHead[]> {
  return db.query<ChainHead>(
    `SELECT DISTINCT ON (holder_id) holder_id AS "holderId", seq, encode(hash, 'hex') AS hash
       FROM digest_heads
      WHERE shop = $1 AND number <= $2 AND ($3::uuid IS NULL OR holder_id > $3)
      ORDER BY holder_id, number DESC LIMIT $4`,
    [shop, number, after, limit],
  );
}

/** Adds a digest. */
export async function insertDigest(tx: Tx, digest: StoredDigest): Promise<void> {
  await tx.query(
    `INSERT INTO digests (shop, number, taken_at, chains, transfers, root, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), decode($7, 'hex'), decode($8, 'hex'))`,
    [
      digest.shop,
      digest.number,
      digest.takenAt,
      digest.chains,
      digest.transfers,
      digest.root,
      digest.previous,
      digest.hash,
    ],
  );
}

/** A head that was, and what stands in its chain at that place now. */
export interface LostHead extends ChainHead {
  /** In hexadecimal; null where the chain has no transfer there. */
  readonly now: string | null;
}

/** The first of the given heads whose chain is another by now; null where all are as they were. */
export async function firstLostHead(
  db: Queryable,
  shop: ShopId,
  heads: readonly ChainHead[],
): Promise<LostHead | null> {
  const [row] = await db.query<LostHead>(
    `SELECT h.holder_id AS "holderId", h.seq, h.hash, encode(t.hash, 'hex') AS now
       FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS h (holder_id, seq, hash)
       LEFT JOIN LATERAL (
         SELECT hash FROM transfers
          WHERE shop = $1 AND holder_id = h.holder_id AND seq = h.seq LIMIT 1) AS t ON true
      WHERE t.hash IS NULL OR encode(t.hash, 'hex') <> h.hash
      ORDER BY h.holder_id, h.seq LIMIT 1`,
    [shop, heads.map((h) => h.holderId), heads.map((h) => h.seq), heads.map((h) => h.hash)],
  );
  return row ?? null;
}

/** The first head that any digest has kept whose chain is another by now, and that digest's number. */
export async function firstLostHeadOfAll(
  db: Queryable,
  shop: ShopId,
): Promise<(LostHead & { readonly number: number }) | null> {
  const [row] = await db.query<LostHead & { number: number }>(
    `SELECT d.number, d.holder_id AS "holderId", d.seq, encode(d.hash, 'hex') AS hash,
            encode(t.hash, 'hex') AS now
       FROM digest_heads d LEFT JOIN transfers t USING (shop, holder_id, seq)
      WHERE d.shop = $1 AND (t.hash IS NULL OR t.hash <> d.hash)
      ORDER BY d.number, d.holder_id LIMIT 1`,
    [shop],
  );
  return row ?? null;
}

/** How many chains and transfers the kept heads make for each digest, the oldest first. */
export function headCountsOfAll(
  db: Queryable,
  shop: ShopId,
): Promise<{ number: number; chains: bigint; transfers: bigint }[]> {
  return db.query(
    `SELECT d.number, coalesce(sum(n.chains) OVER run, 0)::bigint AS chains,
            coalesce(sum(n.transfers) OVER run, 0)::bigint AS transfers
       FROM digests d
       LEFT JOIN (
         SELECT number, count(*) FILTER (WHERE before IS NULL) AS chains,
                sum(seq - coalesce(before, 0)) AS transfers
           FROM (SELECT number, seq, lag(seq) OVER (PARTITION BY holder_id ORDER BY number) AS before
                   FROM digest_heads WHERE shop = $1) AS heads
          GROUP BY number) AS n USING (number)
      WHERE d.shop = $1 WINDOW run AS (ORDER BY d.number) ORDER BY d.number`,
    [shop],
  );
}
