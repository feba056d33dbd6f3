import type { Birthday } from "../domain/birthday.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** When a member has their birthday, and since when that is known. */
export interface BirthdayRow extends Birthday {
  readonly holderId: HolderId;
  readonly setAt: Date;
}

/** The holders' birthdays, as far as they are known. */
export function birthdaysOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<BirthdayRow[]> {
  return db.query<BirthdayRow>(
    `SELECT holder_id AS "holderId", birth_month AS month, birth_day AS day,
            birthday_set_at AS "setAt"
       FROM members
      WHERE shop = $1 AND holder_id = ANY($2::uuid[]) AND birth_month IS NOT NULL`,
    [shop, holders],
  );
}

/** Members whose birthday it is, in the order of their ids, a page at a time. */
export function birthdaysAfter(
  db: Queryable,
  shop: ShopId,
  birthday: Birthday,
  after: HolderId | null,
  limit: number,
): Promise<BirthdayRow[]> {
  return db.query<BirthdayRow>(
    `SELECT holder_id AS "holderId", birth_month AS month, birth_day AS day,
            birthday_set_at AS "setAt"
       FROM members
      WHERE shop = $1 AND birth_month = $2 AND birth_day = $3
        AND ($4::uuid IS NULL OR holder_id > $4::uuid)
      ORDER BY holder_id LIMIT $5`,
    [shop, birthday.month, birthday.day, after, limit],
  );
}

/**
 * Sets members' birthdays, or takes them away. One that stays the same keeps the day since when
 * it has been known.
 */
export async function setBirthdays(
  tx: Tx,
  shop: ShopId,
  birthdays: readonly { readonly holderId: HolderId; readonly birthday: Birthday | null }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE members m SET birth_month = given.month, birth_day = given.day,
            birthday_set_at = CASE WHEN given.month IS NOT NULL THEN $5::timestamptz END
       FROM unnest($2::uuid[], $3::smallint[], $4::smallint[]) AS given (holder_id, month, day)
      WHERE m.shop = $1 AND m.holder_id = given.holder_id AND m.status <> 'erased'
        AND (m.birth_month, m.birth_day) IS DISTINCT FROM (given.month, given.day)`,
    [
      shop,
      birthdays.map(({ holderId }) => holderId),
      birthdays.map(({ birthday }) => birthday?.month ?? null),
      birthdays.map(({ birthday }) => birthday?.day ?? null),
      now,
    ],
  );
}

/** Gives the birthday of a member that is merged to the one that lives on, unless it has its own. */
export async function mergeBirthdays(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  into: HolderId,
): Promise<void> {
  await tx.query(
    `UPDATE members kept SET birth_month = lost.birth_month, birth_day = lost.birth_day,
            birthday_set_at = lost.birthday_set_at
       FROM members lost
      WHERE kept.shop = $1 AND kept.holder_id = $3 AND kept.birth_month IS NULL
        AND kept.status <> 'erased'
        AND lost.shop = $1 AND lost.holder_id = $2 AND lost.birth_month IS NOT NULL`,
    [shop, from, into],
  );
  await eraseBirthday(tx, shop, from);
}

export async function eraseBirthday(tx: Tx, shop: ShopId, holder: HolderId): Promise<void> {
  await tx.query(
    `UPDATE members SET birth_month = NULL, birth_day = NULL, birthday_set_at = NULL
      WHERE shop = $1 AND holder_id = $2 AND birth_month IS NOT NULL`,
    [shop, holder],
  );
}
