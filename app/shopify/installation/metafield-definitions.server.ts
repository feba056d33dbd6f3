import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import { definitionCreateOperation, holdDefinitionOperation } from "../operations/generated.ts";
import type { MetafieldDefinitionInput } from "../operations/generated.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** Where the app's metafield `hold` is defined. */
export type HoldOwner = "customer" | "order";

/** The same as in shopify.app.toml; test/shopify/hold-definitions.test.ts holds the two together. */
export const HOLD_DEFINITIONS: Readonly<Record<HoldOwner, MetafieldDefinitionInput>> = {
  customer: {
    ownerType: "CUSTOMER",
    key: "hold",
    type: "json",
    name: "Points held for a checkout",
    description: "Written by Kopilka when a shopper pays with points.",
    access: { admin: "MERCHANT_READ", storefront: "NONE", customerAccount: "NONE" },
  },
  order: {
    ownerType: "ORDER",
    key: "hold",
    type: "single_line_text_field",
    name: "Points hold",
    description: "Names the points that this order was paid with.",
    access: { admin: "MERCHANT_READ", storefront: "NONE" },
    capabilities: { cartToOrderCopyable: { enabled: true } },
  },
};

/** A definition as Shopify has it. */
export interface FoundDefinition {
  readonly id: string;
  /** Whether values have the type, and are copied from cart to order, as we need it. */
  readonly fits: boolean;
}

/** @throws AdminFailure where Shopify refuses or does not answer */
export async function readHoldDefinition(
  admin: AdminClient,
  owner: HoldOwner,
): Promise<FoundDefinition | null> {
  const { ownerType, type, capabilities } = HOLD_DEFINITIONS[owner];
  const { metafieldDefinitions } = await expectData(admin, holdDefinitionOperation, { ownerType });
  const [found] = metafieldDefinitions.nodes;
  if (found === undefined) return null;
  const mustCopy = capabilities?.cartToOrderCopyable?.enabled === true;
  const copies = found.capabilities.cartToOrderCopyable.enabled;
  return { id: found.id, fits: found.type.name === type && (copies || !mustCopy) };
}

/** Makes a definition in the app's own namespace. @throws AdminFailure where Shopify has not answered */
export async function createHoldDefinition(admin: AdminClient, owner: HoldOwner): Promise<Written> {
  const variables = { definition: HOLD_DEFINITIONS[owner] };
  const answer = await admin.request(definitionCreateOperation, variables, { once: true });
  return written(
    definitionCreateOperation.name,
    answer,
    (data) => data.metafieldDefinitionCreate?.createdDefinition?.id,
  );
}
