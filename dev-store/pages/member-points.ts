import { z } from "zod";
import type { Store } from "../store.ts";

/** What the app says of a customer's points, or why nothing is known. */
export type PointsBox =
  | { readonly kind: "known"; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: "unknown"; readonly reason: string };

const member = z.object({
  status: z.string(),
  points: z.object({
    pending: z.number(),
    available: z.number(),
    held: z.number(),
    owed: z.number(),
  }),
  points_value: z.object({ amount: z.string(), currency: z.string() }).nullish(),
});

/**
 * Asks the app over its REST API, with the token that the seed left here. Shopify
 * would not; it is for the person who looks whether an order has earned points.
 */
export async function memberPoints(store: Store, customerId: string): Promise<PointsBox> {
  const token = store.facts.read("api_token");
  if (token === null)
    return {
      kind: "unknown",
      reason: "The app has not been seeded, so there is no API token to ask it with.",
    };
  try {
    const response = await fetch(`${store.settings.appUrl}/api/v1/members/${customerId}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(3000),
    });
    if (response.status === 404)
      return { kind: "unknown", reason: "The app does not know this customer yet." };
    const parsed = member.safeParse(await response.json());
    if (!response.ok || !parsed.success)
      return { kind: "unknown", reason: `The app answered ${response.status}.` };
    const { status, points, points_value: worth } = parsed.data;
    return {
      kind: "known",
      rows: [
        ["Status", status],
        ["Pending", String(points.pending)],
        ["Available", String(points.available)],
        ["Held", String(points.held)],
        ["Owed", String(points.owed)],
        ...(worth == null ? [] : [["Worth", `${worth.amount} ${worth.currency}`] as const]),
      ],
    };
  } catch {
    return { kind: "unknown", reason: `The app does not answer at ${store.settings.appUrl}.` };
  }
}
