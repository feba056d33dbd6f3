import { discountGid, statusOf, type AppDiscount } from "../discounts/model.ts";
import { functionExtensions, type FunctionExtension } from "../functions/extensions.ts";
import type { Store } from "../store.ts";
import { graphqlTime, optionalTime, type Node } from "./fields.ts";
import { metafieldFields } from "./metafield-node.ts";

/** `DiscountNode`: Shopify's general wrapper around any discount. */
export const discountNode = (store: Store, discount: AppDiscount): Node => ({
  __typename: "DiscountNode",
  id: discountGid(discount.id),
  discount: () => automaticAppNode(store, discount),
  ...metafieldFields(store, discountGid(discount.id)),
});

/** `DiscountAutomaticNode`: the same around an automatic one. */
export const automaticNode = (store: Store, discount: AppDiscount): Node => ({
  __typename: "DiscountAutomaticNode",
  id: discountGid(discount.id),
  automaticDiscount: () => automaticAppNode(store, discount),
  ...metafieldFields(store, discountGid(discount.id)),
});

/** `DiscountAutomaticApp` */
export function automaticAppNode(store: Store, discount: AppDiscount): Node {
  return {
    __typename: "DiscountAutomaticApp",
    discountId: discountGid(discount.id),
    title: discount.title,
    status: statusOf(discount, store.now()),
    startsAt: graphqlTime(discount.startsAt),
    endsAt: optionalTime(discount.endsAt),
    createdAt: graphqlTime(discount.createdAt),
    updatedAt: graphqlTime(discount.updatedAt),
    discountClasses: discount.discountClasses,
    combinesWith: { ...discount.combinesWith, productDiscountsWithTagsOnSameCartLine: null },
    tags: discount.tags,
    asyncUsageCount: 0,
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: true,
    recurringCycleLimit: 1,
    errorHistory: null,
    appDiscountType: () => {
      const found = functionExtensions(store.settings.extensionsFolder).find(
        (each) => each.handle === discount.functionHandle,
      );
      return {
        appKey: store.settings.apiKey,
        functionId: found?.id ?? "",
        title: found?.title ?? discount.functionHandle,
        description: null,
        discountClasses: discount.discountClasses,
      };
    },
  };
}

/** `ShopifyFunction` */
export const functionNode = (store: Store, extension: FunctionExtension): Node => ({
  __typename: "ShopifyFunction",
  id: extension.id,
  handle: extension.handle,
  title: extension.title,
  apiType: "discount",
  apiVersion: extension.apiVersion,
  appKey: store.settings.apiKey,
  description: null,
  inputQuery: extension.targets[0]?.query ?? null,
  useCreationUi: false,
});
