import { z } from "zod";

import { customerId } from "../../domain/ids.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { globalId, idNumber, idOf } from "./fields.ts";
import { FieldError, checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** What Kopilka takes from customers/create, customers/update and customers/delete. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  /** Keyed hash of the address; null where there is none. An address proves nothing by itself. */
  readonly emailHash: string | null;
  readonly tags: readonly string[];
}

const customer = z.object(
  {
    id: idNumber.nullish(),
    admin_graphql_api_id: globalId.nullish(),
    email: z.string("must be text").nullish(),
    tags: z.union([z.string(), z.array(z.string())], "must be text").nullish(),
  },
  "must be an object",
);

export function customerFromPayload(body: unknown, hashEmail: HashEmail): Reading<CustomerFacts> {
  return reading(() => {
    const payload = checked(customer, body);
    const tags = payload.tags ?? [];
    return {
      customerId: customerId(idOf(payload, "")),
      emailHash: payload.email ? hashEmail(payload.email) : null,
      tags: (typeof tags === "string" ? tags.split(",") : tags)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ""),
    };
  });
}

/** Two customers becoming one at Shopify. */
export interface CustomerMerge {
  readonly kept: CustomerId;
  readonly deleted: CustomerId;
  /** Only a completed merge has taken effect. */
  readonly completed: boolean;
}

const kept = "admin_graphql_api_customer_kept_id";
const gone = "admin_graphql_api_customer_deleted_id";
const merge = z.object(
  { [kept]: globalId, [gone]: globalId, status: z.string("must be text").nullish() },
  "must be an object",
);

/** `customers/merge`. Shopify sends it for failed merges too. */
export function customerMergeFromPayload(body: unknown): Reading<CustomerMerge> {
  return reading(() => {
    const payload = checked(merge, body);
    const ids = {
      kept: customerId(idOf({ admin_graphql_api_id: payload[kept] }, "")),
      deleted: customerId(idOf({ admin_graphql_api_id: payload[gone] }, "")),
    };
    if (ids.kept === ids.deleted) throw new FieldError(gone, "is the customer that was kept");
    return { ...ids, completed: (payload.status ?? "completed") === "completed" };
  });
}
