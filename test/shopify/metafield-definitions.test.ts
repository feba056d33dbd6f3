import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { z } from "zod";
import {
  METAFIELD_DEFINITIONS,
  type DefinitionPart,
} from "../../app/shopify/installation/metafield-definitions.server.ts";

const access = z.string().transform((text) => text.toUpperCase());
const declared = z.object({
  type: z.string(),
  name: z.string(),
  description: z.string(),
  access: z.object({
    admin: access,
    storefront: access,
    customer_account: access.optional(),
  }),
  capabilities: z.object({ cart_to_order_copyable: z.boolean() }).optional(),
});
const owner = z.object({ metafields: z.object({ app: z.record(z.string(), declared) }) });
const toml = z
  .object({ customer: owner, order: owner })
  .parse(parse(readFileSync("shopify.app.toml", "utf8")));

it.each<DefinitionPart>(["customer_hold", "customer_perks", "order_hold"])(
  "defines %s as a deployment of shopify.app.toml does",
  (part) => {
    const [of, key] = part.split("_") as ["customer" | "order", string];
    const found = toml[of].metafields.app[key];
    if (!found) throw new Error(`shopify.app.toml has no ${key}`);
    const { access, capabilities, ...named } = found;
    const { customer_account: customerAccount, ...others } = access;
    expect(METAFIELD_DEFINITIONS[part]).toEqual({
      ...named,
      key,
      ownerType: of.toUpperCase(),
      access: { ...others, ...(customerAccount === undefined ? {} : { customerAccount }) },
      ...(capabilities === undefined
        ? {}
        : {
            capabilities: {
              cartToOrderCopyable: { enabled: capabilities.cart_to_order_copyable },
            },
          }),
    });
  },
);
