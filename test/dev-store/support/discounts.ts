import { expect } from "vitest";
import { adminClient } from "./admin-client.ts";
import type { DevStore } from "./dev-store.ts";

const CREATE = `mutation Create($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) {
    automaticAppDiscount { discountId }
    userErrors { code field message }
  }
}`;

/** The app's side of discounts and metafields, with the token of an installed app. */
export async function discountClient(store: DevStore) {
  const admin = adminClient(store);
  const token = (await admin.exchange()).body.access_token;
  /** The data of a call that has to succeed. */
  const ask = async (
    query: string,
    variables: object = {},
    signal?: AbortSignal,
  ): Promise<Record<string, unknown>> => {
    const answer = await admin.graphql(token, query, variables, signal);
    expect(answer.errors).toBeUndefined();
    return { ...answer.data };
  };
  return {
    ask,
    create: (discount: object) => ask(CREATE, { discount }),
    /** Sets one of the app's own metafields. */
    setMetafield: (ownerId: string, key: string, value: unknown) =>
      ask(
        `mutation Set($metafields: [MetafieldsSetInput!]!) {
          metafieldsSet(metafields: $metafields) { userErrors { message } }
        }`,
        {
          metafields: [
            { ownerId, namespace: "$app", key, type: "json", value: JSON.stringify(value) },
          ],
        },
      ),
  };
}

export type DiscountClient = Awaited<ReturnType<typeof discountClient>>;

export const EVERYTHING = {
  orderDiscounts: true,
  productDiscounts: true,
  shippingDiscounts: true,
};

/** A discount that runs a Function, as the mutation wants it. */
export const discountOf = (functionHandle: string, more: object = {}) => ({
  title: functionHandle,
  functionHandle,
  startsAt: "2026-01-01T00:00:00Z",
  discountClasses: ["ORDER"],
  combinesWith: EVERYTHING,
  ...more,
});
