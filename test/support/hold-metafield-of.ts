import { z } from "zod";
import type { CustomerId } from "../../app/domain/ids.ts";
import type { RunningDevStore } from "./running-dev-store.ts";

/** What the dev store says of a customer's hold, or perks, asked as the app asks it. */
export async function metafieldOf(
  store: RunningDevStore,
  customer: CustomerId,
  key: "hold" | "perks" = "hold",
): Promise<Record<string, unknown> | null> {
  const { access_token: token } = await store.exchangeToken();
  const response = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({
      query: `query Test($id: ID!, $key: String!) { customer(id: $id) { metafield(namespace: "$app", key: $key) { value } } }`,
      variables: { id: `gid://shopify/Customer/${customer}`, key },
    }),
  });
  const answer = z
    .object({
      data: z.object({
        customer: z.object({ metafield: z.object({ value: z.string() }).nullable() }).nullable(),
      }),
    })
    .parse(await response.json());
  const value = answer.data.customer?.metafield?.value;
  return value === undefined ? null : (JSON.parse(value) as Record<string, unknown>);
}
