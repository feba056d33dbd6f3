import type { FoundDiscount } from "../../domain/discounts.ts";
import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import {
  automaticDiscountsOperation,
  discountFunctionsOperation,
} from "../operations/generated.ts";
import type { AutomaticDiscountsQuery } from "../operations/generated.ts";

/** The handle of the Discount Function in extensions/loyalty-discount. */
export const FUNCTION_HANDLE = "loyalty-discount";

/**
 * Shopify's id of our Discount Function on this shop; null where the extension is not there.
 * @throws AdminFailure where Shopify refuses or does not answer
 */
export async function readFunctionId(admin: AdminClient): Promise<string | null> {
  const { shopifyFunctions } = await expectData(admin, discountFunctionsOperation, {});
  return shopifyFunctions.nodes.find(({ handle }) => handle === FUNCTION_HANDLE)?.id ?? null;
}

/**
 * The shop's automatic discounts that an app's Function stands behind, ours among them.
 * @throws AdminFailure where Shopify refuses or does not answer
 */
export async function readAppDiscounts(admin: AdminClient): Promise<FoundDiscount[]> {
  const found: FoundDiscount[] = [];
  for (let after: string | null = null; ;) {
    const page: AutomaticDiscountsQuery = await expectData(admin, automaticDiscountsOperation, {
      after,
    });
    found.push(...page.discountNodes.nodes.flatMap(foundDiscount));
    const { hasNextPage, endCursor } = page.discountNodes.pageInfo;
    if (!hasNextPage) return found;
    after = endCursor;
  }
}

type Node = AutomaticDiscountsQuery["discountNodes"]["nodes"][number];

function foundDiscount({ id, metafield, discount }: Node): FoundDiscount[] {
  if (discount.__typename !== "DiscountAutomaticApp") return [];
  const { orderDiscounts, productDiscounts, shippingDiscounts } = discount.combinesWith;
  return [
    {
      id,
      title: discount.title,
      isActive: discount.status === "ACTIVE",
      functionId: discount.appDiscountType.functionId,
      classes: discount.discountClasses,
      combinesWithAll: orderDiscounts && productDiscounts && shippingDiscounts,
      config: metafield?.value ?? null,
    },
  ];
}
