import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import {
  definitionCreateOperation,
  metafieldDefinitionOperation,
} from "../operations/generated.ts";
import type { MetafieldDefinitionInput } from "../operations/generated.ts";
import { written } from "./written.ts";
import type { Written } from "./written.ts";

/** The definitions of metafields, as parts of what an installation puts into a shop. */
export type DefinitionPart = "customer_hold" | "customer_perks" | "order_hold";

/** The same as in shopify.app.toml; test/shopify/metafield-definitions.test.ts holds the two together. */
export const METAFIELD_DEFINITIONS: Readonly<Record<DefinitionPart, MetafieldDefinitionInput>> = {
  customer_hold: {
    ownerType: "CUSTOMER",
    key: "hold",
    type: "json",
    name: "Points held for a checkout",
    description: "Written by Kopilka when a shopper pays with points.",
    access: { admin: "MERCHANT_READ", storefront: "NONE", customerAccount: "NONE" },
  },
  customer_perks: {
    ownerType: "CUSTOMER",
    key: "perks",
    type: "json",
    name: "Perks at checkout",
    description:
      "Written by Kopilka: the tier whose perks this customer has, and their stamp cards.",
    access: { admin: "MERCHANT_READ", storefront: "NONE", customerAccount: "NONE" },
  },
  order_hold: {
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
export async function readDefinition(
  admin: AdminClient,
  part: DefinitionPart,
): Promise<FoundDefinition | null> {
  const { ownerType, key, type, capabilities } = METAFIELD_DEFINITIONS[part];
  const asked = { ownerType, key };
  const { metafieldDefinitions } = await expectData(admin, metafieldDefinitionOperation, asked);
  const [found] = metafieldDefinitions.nodes;
  if (found === undefined) return null;
  const mustCopy = capabilities?.cartToOrderCopyable?.enabled === true;
  const copies = found.capabilities.cartToOrderCopyable.enabled;
  return { id: found.id, fits: found.type.name === type && (copies || !mustCopy) };
}

/** Makes a definition in the app's own namespace. @throws AdminFailure where Shopify has not answered */
export async function createDefinition(admin: AdminClient, part: DefinitionPart): Promise<Written> {
  const variables = { definition: METAFIELD_DEFINITIONS[part] };
  const answer = await admin.request(definitionCreateOperation, variables, { once: true });
  return written(
    definitionCreateOperation.name,
    answer,
    (data) => data.metafieldDefinitionCreate?.createdDefinition?.id,
  );
}
