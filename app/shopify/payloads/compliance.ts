import { z } from "zod";

import { customerId, orderId } from "../../domain/ids.ts";
import type { CustomerId, OrderId } from "../../domain/ids.ts";
import type { HashEmail } from "../hash-email.server.ts";
import { globalId, idNumber, idOf, listOf } from "./fields.ts";
import { checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** Whose data a demand is about: a customer, or a guest known by address and orders alone. */
export interface DataSubject {
  readonly customerId: CustomerId | null;
  readonly emailHash: string | null;
  readonly orders: readonly OrderId[];
}

const customer = z
  .object(
    {
      id: idNumber.nullish(),
      admin_graphql_api_id: globalId.nullish(),
      email: z.string("must be text").nullish(),
    },
    "must be an object",
  )
  .nullish();

const shop = z.object({ shop_domain: z.string("must be text").nullish() }, "must be an object");
const dataRequest = shop.extend({
  customer,
  orders_requested: listOf(idNumber),
  data_request: z.object({ id: idNumber }, "must be an object").nullish(),
});
const customerRedact = shop.extend({ customer, orders_to_redact: listOf(idNumber) });

/** `customers/data_request`: the shopper asks what is held about them. */
export function dataRequestFromPayload(
  body: unknown,
  hashEmail: HashEmail,
): Reading<DataSubject & { readonly requestId: string | null }> {
  return reading(() => {
    const payload = checked(dataRequest, body);
    return {
      ...subject(payload.customer, payload.orders_requested, hashEmail),
      requestId: payload.data_request == null ? null : String(payload.data_request.id),
    };
  });
}

/** `customers/redact`: what is held about the shopper is to be erased. */
export function customerRedactFromPayload(
  body: unknown,
  hashEmail: HashEmail,
): Reading<DataSubject> {
  return reading(() => {
    const payload = checked(customerRedact, body);
    return subject(payload.customer, payload.orders_to_redact, hashEmail);
  });
}

/**
 * `shop/redact`, 48 hours after the app was uninstalled: everything of the shop is to go.
 * @returns the shop's domain as the body has it, to be held against the signed delivery's header
 */
export function shopRedactFromPayload(
  body: unknown,
): Reading<{ readonly shopDomain: string | null }> {
  return reading(() => ({ shopDomain: checked(shop, body).shop_domain ?? null }));
}

function subject(
  who: z.infer<typeof customer>,
  orders: readonly (string | number)[] | null | undefined,
  hashEmail: HashEmail,
): DataSubject {
  const hasId = who?.id != null || who?.admin_graphql_api_id != null;
  return {
    customerId: who != null && hasId ? customerId(idOf(who, "customer.")) : null,
    emailHash: who?.email ? hashEmail(who.email) : null,
    orders: (orders ?? []).map((id) => orderId(String(id))),
  };
}
