import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { PayWithPoints } from "./PayWithPoints.tsx";
import { pointsApi } from "./points-api.ts";

/** Both checkout targets: paying with points, beside the discount field or where it is put. */
export default function checkout(): void {
  const api = pointsApi(() => shopify.sessionToken.get());
  render(<PayWithPoints checkout={shopify} api={api} />, document.body);
}
