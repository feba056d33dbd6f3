import { Badge } from "@shopify/polaris";

import type { OrderStanding } from "../domain/order/standing.ts";
import { useLanguage } from "./language.tsx";

const TONES = {
  paid: "success",
  refunded: "warning",
  cancelled: "critical",
  will_earn: "info",
  test: "read-only",
} as const;

/** How an order stands, in a word. */
export function StandingBadge({ standing }: { readonly standing: OrderStanding }) {
  const { standings } = useLanguage().texts.orders;
  return <Badge tone={TONES[standing]}>{standings[standing]}</Badge>;
}
