/**
 * SQL for all numbers in a delivery's raw body, as an array of texts: whole
 * ones, so that an id is never found inside a longer one. It fails on no bytes
 * whatever, as a conversion to text would on those that are not UTF-8: `encode`
 * spells each of them as a backslash and three digits, which are taken out with
 * the backslashes themselves lest they be read as part of a number.
 */
export const NUMBERS_IN_BODY = String.raw`regexp_split_to_array(
  regexp_replace(encode(body, 'escape'), '\\(\\|[0-7]{3})', ' ', 'g'), '[^0-9]+')`;

/** SQL that is true for a row of `deliveries d` that has failed for good, or was refused on arrival. */
export const IS_DEAD = `EXISTS (
  SELECT 1 FROM delivery_queue q
   WHERE q.shop = d.shop AND q.delivery_id = d.delivery_id AND q.due_at IS NULL)`;

/** SQL that is true for a row of `deliveries d` that waits for the worker. */
export const IS_QUEUED = `EXISTS (
  SELECT 1 FROM delivery_queue q
   WHERE q.shop = d.shop AND q.delivery_id = d.delivery_id AND q.due_at IS NOT NULL)`;

/**
 * SQL that is true for rows of `deliveries d` that may not tell whom they are about:
 * those of customers, and those of orders that were refused on arrival, or that
 * died before their order was stored.
 */
export const KNOWN_BY_BODY_ALONE = `(
  topic LIKE 'customers/%' OR topic = 'customers_email_marketing_consent/update'
  OR ((topic LIKE 'orders/%' OR topic LIKE 'refunds/%') AND (order_id IS NULL OR ${IS_DEAD})))`;
