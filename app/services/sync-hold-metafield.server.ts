import { holdToShow, markCleared } from "../db/hold-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { holdMetafieldValue } from "../domain/hold.ts";
import type { CustomerId, HoldId, ShopId } from "../domain/ids.ts";
import type { AdminRefusal, AdminUnavailable } from "../shopify/admin-answer.ts";
import type { HoldMetafield, HoldMetafields } from "../shopify/hold-metafield.server.ts";

export type Synced =
  /** The metafield shows what the rows say: this hold, or none. */
  { readonly kind: "synced"; readonly shows: HoldId | null } | AdminRefusal | AdminUnavailable;

export interface SyncOptions {
  /** As of when it is judged that no late call can arrive any more; `now` unless told. */
  readonly at?: Date;
  /** What the metafield is taken for, to spare reading it: a wrong guess costs one call more. */
  readonly guess?: HoldMetafield;
}

/** Shopify gives a call up long before; until then one that nobody waits for may take effect. */
const LATE_MS = 60_000;
/** Each round finds that another process has written meanwhile, or that the rows have changed. */
const MOST_ROUNDS = 8;

/**
 * Makes a customer's metafield show what our rows say now: the active hold, or
 * nothing. Every change is tied to what the metafield was known to be, and the
 * rows are read again after it, so any number of processes may do this at once
 * and the last one ends right. Then it is remembered which holds are no longer
 * shown anywhere.
 */
export async function syncHoldMetafield(
  db: Database,
  metafields: HoldMetafields,
  shop: ShopId,
  customer: CustomerId,
  now: Date,
  { at = now, guess }: SyncOptions = {},
): Promise<Synced> {
  const sql = queryable(db.pool);
  let there: HoldMetafield | null = guess ?? null;
  let answered = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { active, uncleared } = await holdToShow(sql, shop, customer);
    // A guess is only good enough to write over: what has been cleared must have been seen.
    if (there === null || (uncleared && !answered)) {
      const read = await metafields.read(customer);
      if (isNoAnswer(read)) return read;
      there = read;
      answered = true;
    }
    if (shows(there, active?.holdId ?? null)) {
      if (uncleared) {
        const lateBefore = new Date(at.getTime() - LATE_MS);
        await markCleared(sql, shop, customer, lateBefore, now);
      }
      return { kind: "synced", shows: active?.holdId ?? null };
    }
    const changed = active
      ? await metafields.write(customer, holdMetafieldValue(active), there)
      : await metafields.clear(customer);
    if (isNoAnswer(changed)) return changed;
    there = changed.kind === "stale" ? null : changed;
    answered = true;
  }
  return { kind: "unavailable", message: "the metafield is being changed by others all the time" };
}

const shows = (there: HoldMetafield, hold: HoldId | null): boolean =>
  hold === null ? there.kind === "none" : there.kind === "written" && there.hold === hold;

function isNoAnswer(answer: { readonly kind: string }): answer is AdminRefusal | AdminUnavailable {
  return answer.kind === "refused" || answer.kind === "unavailable";
}
