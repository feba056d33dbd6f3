import { z } from "zod";
import type { CustomerId, HoldId } from "../domain/ids.ts";
import { holdId } from "../domain/ids.ts";
import { dataOf } from "./admin-answer.ts";
import { AdminFailure, type AdminRefusal, type AdminUnavailable } from "./admin-answer.ts";
import type { AdminClient, RequestOptions } from "./admin-client.server.ts";
import { globalIdOf } from "./global-id.ts";
import {
  holdClearOperation,
  holdMetafieldOperation,
  holdWriteOperation,
} from "./operations/generated.ts";

const NAMESPACE = "$app";
const KEY = "hold";
const STALE = "STALE_OBJECT";

/** What a customer's metafield is known to be; `none` also where there is no such customer. */
export type HoldMetafield =
  | { readonly kind: "none" }
  /** `hold` is null for content that names no hold. */
  | { readonly kind: "written"; readonly hold: HoldId | null; readonly digest: string };

type NoAnswer = AdminRefusal | AdminUnavailable;

/** What the Admin API lets be done to the metafields that bear a shop's holds. */
export interface HoldMetafields {
  read(customer: CustomerId): Promise<HoldMetafield | NoAnswer>;
  /**
   * Writes a hold over what is known to be there.
   * @returns `stale` where something else is there by now
   */
  write(
    customer: CustomerId,
    value: string,
    over: HoldMetafield,
  ): Promise<HoldMetafield | { readonly kind: "stale" } | NoAnswer>;
  clear(customer: CustomerId): Promise<{ readonly kind: "none" } | NoAnswer>;
}

/**
 * The metafields of one shop's customers.
 * @param how `hurried` while a shopper waits
 */
export function holdMetafields(admin: AdminClient, how: RequestOptions = {}): HoldMetafields {
  return {
    async read(customer) {
      const variables = { customer: globalIdOf("Customer", customer) };
      const answer = await admin.request(holdMetafieldOperation, variables, how);
      if (answer.kind !== "ok") return answer;
      try {
        return metafieldOf(dataOf(holdMetafieldOperation.name, answer).customer?.metafield);
      } catch (error) {
        if (error instanceof AdminFailure) return error.answer;
        throw error;
      }
    },

    async write(customer, value, over) {
      const metafield = {
        ownerId: globalIdOf("Customer", customer),
        namespace: NAMESPACE,
        key: KEY,
        type: "json",
        value,
        compareDigest: over.kind === "written" ? over.digest : null,
      };
      const answer = await admin.request(holdWriteOperation, { metafields: [metafield] }, how);
      if (answer.kind === "refused" && answer.code === STALE) return { kind: "stale" };
      if (answer.kind !== "ok") return answer;
      const written = answer.data.metafieldsSet?.metafields?.[0];
      return written ? metafieldOf(written) : { kind: "stale" };
    },

    async clear(customer) {
      const metafield = {
        ownerId: globalIdOf("Customer", customer),
        namespace: NAMESPACE,
        key: KEY,
      };
      const answer = await admin.request(holdClearOperation, { metafields: [metafield] }, how);
      return answer.kind === "ok" ? { kind: "none" } : answer;
    },
  };
}

const content = z.object({ id: z.string() });

function metafieldOf(
  read: { readonly value: string; readonly compareDigest: string } | null | undefined,
): HoldMetafield {
  if (!read) return { kind: "none" };
  const { data } = content.safeParse(parsed(read.value));
  return { kind: "written", hold: data ? holdId(data.id) : null, digest: read.compareDigest };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
