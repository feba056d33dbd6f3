import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { OrderPoints } from "./OrderPoints.tsx";
import { pointsApi } from "./points-api.ts";

/** The thank-you page: what the order earned, and what is left. */
export default function thankYou(): void {
  const api = pointsApi(() => shopify.sessionToken.get());
  render(<OrderPoints page={shopify} api={api} />, document.body);
}
