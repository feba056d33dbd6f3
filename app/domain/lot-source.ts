import { orderId, type LotId, type OrderId } from "./ids.ts";

/** What a lot was credited for, which its id tells. */
export type LotSource =
  | { readonly kind: "order"; readonly orderId: OrderId }
  /** Something else than an order that a rule gives points for. */
  | { readonly kind: "award"; readonly key: string }
  | { readonly kind: "adjustment" }
  | { readonly kind: "import" }
  /** Spent on an order that was returned. */
  | { readonly kind: "restored"; readonly orderId: OrderId }
  | { readonly kind: "other" };

/** What a lot was credited for. */
export function lotSource(lot: LotId): LotSource {
  const [kind, first = "", ...rest] = lot.split("/");
  switch (kind) {
    case "order":
      return { kind: "order", orderId: orderId(first) };
    case "award":
      return { kind: "award", key: rest.join("/") };
    case "adjust":
      return { kind: "adjustment" };
    case "import":
    case "dated":
      return { kind: "import" };
    case "restored":
    case "returned":
      return { kind: "restored", orderId: orderId(first) };
    default:
      return { kind: "other" };
  }
}
