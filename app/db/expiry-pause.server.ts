import { GRACE_DAYS } from "../domain/expiry.ts";

/**
 * SQL that is true of a holder whose points may expire: who has left or is frozen cannot spend
 * them, so that they wait, and for the days of grace once the member is back.
 * @param shop, holder expressions of the row
 * @param at the parameter with the moment
 */
export const MAY_EXPIRE = (shop: string, holder: string, at: string): string => `NOT EXISTS (
  SELECT 1 FROM members paused
   WHERE paused.shop = ${shop} AND paused.holder_id = ${holder} AND paused.decided_at IS NOT NULL
     AND (paused.status IN ('opted_out', 'frozen')
          OR paused.decided_at > ${at}::timestamptz - interval '${String(GRACE_DAYS)} days'
             AND EXISTS (SELECT 1 FROM enrolments e
                          WHERE e.shop = paused.shop AND e.holder_id = paused.holder_id
                            AND e.status <> 'active')))`;
