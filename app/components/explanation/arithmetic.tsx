import type { Explanation } from "../../domain/explanation.ts";
import { OrderArithmetic } from "./order.tsx";
import { CaptureArithmetic, RestoreArithmetic } from "./spending.tsx";

/** Why so many points, step by step, in the merchant's language. */
export function Arithmetic({ explanation }: { readonly explanation: Explanation }) {
  switch (explanation.kind) {
    case "order":
      return <OrderArithmetic explanation={explanation} />;
    case "capture":
      return <CaptureArithmetic explanation={explanation} />;
    case "restore":
      return <RestoreArithmetic explanation={explanation} />;
  }
}
