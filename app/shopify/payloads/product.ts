import { z } from "zod";

import { globalId, idNumber, idOf, storable } from "./fields.ts";
import { checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** What Kopilka takes from products/create and products/update, which say nothing of collections. */
export interface ProductTold {
  readonly productId: string;
  readonly type: string | null;
  readonly vendor: string | null;
  readonly tags: readonly string[];
}

const ids = { id: idNumber.nullish(), admin_graphql_api_id: globalId.nullish() };
const product = z.object(
  {
    ...ids,
    product_type: z.string("must be text").nullish(),
    vendor: z.string("must be text").nullish(),
    tags: z.union([z.string(), z.array(z.string())], "must be text").nullish(),
  },
  "must be an object",
);
const named = z.object(ids, "must be an object");

export function productFromPayload(body: unknown): Reading<ProductTold> {
  return reading(() => {
    const payload = checked(product, body);
    const { product_type: type, vendor, tags } = payload;
    return {
      productId: idOf(payload, ""),
      type: type ? storable(type) : null,
      vendor: vendor ? storable(vendor) : null,
      tags: (typeof tags === "string" ? tags.split(",") : (tags ?? []))
        .map((tag) => storable(tag.trim()))
        .filter((tag) => tag !== ""),
    };
  });
}

/** products/delete carries the id alone. */
export function productDeletedFromPayload(body: unknown): Reading<{ readonly productId: string }> {
  return reading(() => ({ productId: idOf(checked(named, body), "") }));
}

/** collections/create, update and delete: none of them says which products are meant. */
export function collectionFromPayload(body: unknown): Reading<{ readonly collectionId: string }> {
  return reading(() => ({ collectionId: idOf(checked(named, body), "") }));
}
