import type { CustomerId } from "../../domain/ids.ts";

/**
 * What an import asks of a shop's customers; app/shopify/find-customers.server.ts is it. Throws
 * where Shopify refuses, does not answer, or hides what the app has no right to see.
 */
export interface CustomerFinder {
  /** The customers of the addresses, in small letters; those that nobody has are missing. */
  byEmail(emails: readonly string[]): Promise<ReadonlyMap<string, CustomerId>>;
  /** Those of the customers that the shop does not know. */
  missing(customers: readonly CustomerId[]): Promise<ReadonlySet<CustomerId>>;
}
