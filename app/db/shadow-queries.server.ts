import { LOT_COLUMNS } from "./lot-queries.server.ts";
import type { Book } from "../domain/ledger/book.ts";
import type { HolderId, LotId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A second projection beside the stored one, empty; it is gone when the transaction ends. */
export async function makeShadow(tx: Tx): Promise<void> {
  await tx.query("CREATE TEMP TABLE shadow_balances (LIKE balances) ON COMMIT DROP");
  await tx.query("CREATE TEMP TABLE shadow_lots (LIKE lots) ON COMMIT DROP");
}

/** Writes rebuilt books into the shadow. */
export async function writeShadow(tx: Tx, shop: ShopId, books: readonly Book[]): Promise<void> {
  await tx.query(
    `INSERT INTO shadow_balances (shop, holder_id, pending, available, held, owed, chain_seq,
                                  chain_hash, active_at)
     SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
            $7::bigint[], $8::bytea[], $9::timestamptz[])`,
    [
      shop,
      arrayOf(books.map((book) => book.holderId)),
      arrayOf(books.map((book) => book.balance.pending)),
      arrayOf(books.map((book) => book.balance.available)),
      arrayOf(books.map((book) => book.balance.held)),
      arrayOf(books.map((book) => book.balance.owed)),
      arrayOf(books.map((book) => book.seq)),
      arrayOf(books.map((book) => book.headHash)),
      arrayOf(books.map((book) => book.activeAt)),
    ],
  );
  const lots = books.flatMap(({ holderId, lots }) =>
    [...lots.values()].map((lot) => ({ holderId, lot })),
  );
  await tx.query(
    `INSERT INTO shadow_lots (shop, ${LOT_COLUMNS})
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])`,
    [
      shop,
      arrayOf(lots.map(({ holderId }) => holderId)),
      arrayOf(lots.map(({ lot }) => lot.lotId)),
      arrayOf(lots.map(({ lot }) => lot.maturesAt)),
      arrayOf(lots.map(({ lot }) => lot.expiresAt)),
      arrayOf(lots.map(({ lot }) => lot.pending)),
      arrayOf(lots.map(({ lot }) => lot.available)),
      arrayOf(lots.map(({ lot }) => lot.held)),
      arrayOf(lots.map(({ lot }) => lot.expired)),
    ],
  );
}

/** A row that is not in both projections to the byte. */
export interface ShadowDifference {
  readonly holderId: HolderId;
  /** Null for the balance. */
  readonly lotId: LotId | null;
  /** The rows as PostgreSQL writes them; null where there is none. */
  readonly stored: string | null;
  readonly rebuilt: string | null;
}

/** The first row of balances or lots that is not the same, byte for byte, in the shadow. */
export async function firstShadowDifference(
  db: Queryable,
  shop: ShopId,
): Promise<ShadowDifference | null> {
  // `*=` compares what is stored, not what it means.
  const [row] = await db.query<ShadowDifference>(
    `(SELECT holder_id AS "holderId", NULL AS "lotId", b::text AS stored, s::text AS rebuilt
        FROM (SELECT * FROM balances WHERE shop = $1) AS b
        FULL JOIN shadow_balances s USING (shop, holder_id)
       WHERE NOT coalesce(b *= s::record, false) ORDER BY 1 LIMIT 1)
     UNION ALL
     (SELECT holder_id, lot_id, l::text, s::text
        FROM (SELECT * FROM lots WHERE shop = $1) AS l
        FULL JOIN shadow_lots s USING (shop, holder_id, lot_id)
       WHERE NOT coalesce(l *= s::record, false) ORDER BY 1, 2 LIMIT 1)
     LIMIT 1`,
    [shop],
  );
  return row ?? null;
}

/** SHA-256 over all rows of a projection, in hexadecimal, and their number. */
export interface ProjectionHash {
  readonly rows: bigint;
  readonly hash: string;
}

/** What a shop's balances and lots come to: the stored ones, or the shadow's. */
export async function hashProjection(
  db: Queryable,
  shop: ShopId,
  which: "stored" | "shadow",
): Promise<ProjectionHash> {
  const prefix = which === "stored" ? "" : "shadow_";
  const [row] = await db.query<ProjectionHash>(
    `SELECT count(*) AS rows, encode(sha256(coalesce(string_agg(hash, '' ORDER BY place), '')), 'hex') AS hash
       FROM (SELECT row(holder_id, '')::text AS place, sha256(convert_to(b::text, 'UTF8')) AS hash
               FROM ${prefix}balances b WHERE shop = $1
             UNION ALL
             SELECT row(holder_id, lot_id)::text, sha256(convert_to(l::text, 'UTF8'))
               FROM ${prefix}lots l WHERE shop = $1) AS hashes`,
    [shop],
  );
  return row ?? { rows: 0n, hash: "" };
}
