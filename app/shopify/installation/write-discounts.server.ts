import { DISCOUNTS } from "../../domain/discounts.ts";
import type { DiscountKind } from "../../domain/discounts.ts";
import type { AdminClient } from "../admin-client.server.ts";
import {
  discountActivateOperation,
  discountConfigSetOperation,
  discountCreateOperation,
  discountDeleteOperation,
  discountUpdateOperation,
} from "../operations/generated.ts";
import type { DiscountAutomaticAppInput } from "../operations/generated.ts";
import { FUNCTION_HANDLE } from "./read-discounts.server.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** What a discount of this kind is to be like. */
function settingsOf(kind: DiscountKind): DiscountAutomaticAppInput {
  const { title, classes } = DISCOUNTS[kind];
  return {
    title,
    discountClasses: classes,
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
  };
}

/**
 * Makes a discount, in force from `now` on. It is asked for once: after a lost answer, look first.
 * @throws AdminFailure where Shopify has not answered
 */
export async function createDiscount(
  admin: AdminClient,
  kind: DiscountKind,
  config: string,
  now: Date,
): Promise<Written> {
  const discount: DiscountAutomaticAppInput = {
    ...settingsOf(kind),
    functionHandle: FUNCTION_HANDLE,
    startsAt: now.toISOString(),
    metafields: [{ namespace: "$app", key: "config", type: "json", value: config }],
  };
  const answer = await admin.request(discountCreateOperation, { discount }, { once: true });
  return written(
    discountCreateOperation.name,
    answer,
    (data) => data.discountAutomaticAppCreate?.automaticAppDiscount?.discountId,
  );
}

/** Gives a discount the title, the classes and the combinations that it must have. @throws AdminFailure */
export async function resetDiscount(
  admin: AdminClient,
  kind: DiscountKind,
  id: string,
): Promise<Written> {
  const answer = await admin.request(discountUpdateOperation, { id, discount: settingsOf(kind) });
  return written(
    discountUpdateOperation.name,
    answer,
    (data) => data.discountAutomaticAppUpdate?.automaticAppDiscount?.discountId,
  );
}

/** Switches a discount on, without an end. @throws AdminFailure */
export async function activateDiscount(admin: AdminClient, id: string): Promise<Written> {
  const answer = await admin.request(discountActivateOperation, { id });
  return written(
    discountActivateOperation.name,
    answer,
    (data) => data.discountAutomaticActivate?.automaticDiscountNode?.id,
  );
}

/** Writes what the Function reads of the discount. @throws AdminFailure */
export async function writeDiscountConfig(
  admin: AdminClient,
  id: string,
  config: string,
): Promise<Written> {
  const answer = await admin.request(discountConfigSetOperation, { discount: id, value: config });
  return written(
    discountConfigSetOperation.name,
    answer,
    (data) => data.metafieldsSet?.metafields?.[0]?.id,
  );
}

/** Removes a discount. @throws AdminFailure */
export async function deleteDiscount(admin: AdminClient, id: string): Promise<Written> {
  const answer = await admin.request(discountDeleteOperation, { id });
  return written(
    discountDeleteOperation.name,
    answer,
    (data) => data.discountAutomaticDelete?.deletedAutomaticDiscountId,
  );
}
