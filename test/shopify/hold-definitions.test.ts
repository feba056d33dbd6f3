import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { z } from "zod";
import {
  HOLD_DEFINITIONS,
  type HoldOwner,
} from "../../app/shopify/installation/hold-definitions.server.ts";

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
const owner = z.object({ metafields: z.object({ app: z.object({ hold: declared }) }) });
const toml = z
  .object({ customer: owner, order: owner })
  .parse(parse(readFileSync("shopify.app.toml", "utf8")));

it.each<HoldOwner>(["customer", "order"])(
  "defines the hold of a %s as a deployment of shopify.app.toml does",
  (of) => {
    const { access, capabilities, ...named } = toml[of].metafields.app.hold;
    const { customer_account: customerAccount, ...others } = access;
    expect(HOLD_DEFINITIONS[of]).toEqual({
      ...named,
      key: "hold",
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
