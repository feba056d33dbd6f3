import { customerId, type CustomerId } from "../domain/ids.ts";
import type { AdminRefusal, AdminUnavailable } from "./admin-answer.ts";
import { expectData, type AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import { perksMetafieldsOperation, perksWriteOperation } from "./operations/generated.ts";

const STALE = "STALE_OBJECT";

/** As many as Shopify writes at once. */
export const MOST_METAFIELDS = 25;

/** One customer's metafield, and what it was known to be. */
export interface PerksMetafield {
  readonly customer: CustomerId;
  readonly value: string;
  /** Null where there was none. */
  readonly digest: string | null;
}

export type PerksWritten =
  | { readonly kind: "ok" }
  /** Somebody has written one of them meanwhile; none was written. */
  | { readonly kind: "stale" }
  | AdminRefusal
  | AdminUnavailable;

/** What the Admin API lets be done to the metafields that bear customers' perks. */
export interface PerksMetafields {
  /**
   * Digests of what is there, null where nothing is; without the customers that are gone.
   * @throws AdminFailure where Shopify refuses or does not answer
   */
  digests(customers: readonly CustomerId[]): Promise<Map<CustomerId, string | null>>;
  /** Writes up to 25 of them, all or none. */
  write(metafields: readonly PerksMetafield[]): Promise<PerksWritten>;
}

/** The metafields of one shop's customers. */
export function perksMetafields(admin: AdminClient): PerksMetafields {
  return {
    async digests(customers) {
      if (customers.length === 0) return new Map();
      const ids = customers.map((customer) => globalIdOf("Customer", customer));
      const { nodes } = await expectData(admin, perksMetafieldsOperation, { ids });
      return new Map(
        nodes.flatMap((node) =>
          node !== null && "id" in node
            ? [[customerId(numericId(node.id)), node.metafield?.compareDigest ?? null] as const]
            : [],
        ),
      );
    },

    async write(metafields) {
      const inputs = metafields.map(({ customer, value, digest }) => ({
        ownerId: globalIdOf("Customer", customer),
        namespace: "$app",
        key: "perks",
        type: "json",
        value,
        compareDigest: digest,
      }));
      const answer = await admin.request(perksWriteOperation, { metafields: inputs });
      if (answer.kind === "ok") return { kind: "ok" };
      return answer.kind === "refused" && answer.code === STALE ? { kind: "stale" } : answer;
    },
  };
}
