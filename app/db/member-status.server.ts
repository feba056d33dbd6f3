/**
 * SQL for the status that a row `m` of members stands in now: who is in the programme by nobody's
 * decision is a guest while the newest program has members opt in. Parameter 1 is the shop.
 */
export const MEMBER_STATUS = `
  CASE WHEN m.status = 'active' AND m.decided_at IS NULL AND (
         SELECT document->'enrolment'->>'mode' FROM program_versions
          WHERE shop = $1 ORDER BY version DESC LIMIT 1) = 'opt_in'
       THEN 'guest'::member_status ELSE m.status END`;
