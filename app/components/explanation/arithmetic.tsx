import type { Explanation } from "../../domain/explanation.ts";
import { AwardReason } from "./award.tsx";
import { OrderArithmetic } from "./order.tsx";
import { CaptureArithmetic, RestoreArithmetic } from "./spending.tsx";

interface ArithmeticProps {
  readonly explanation: Explanation;
  /** The points of the entry that is explained; what came back may have several. */
  readonly amount: bigint;
}

/** Why so many points, step by step, in the merchant's language. */
export function Arithmetic({ explanation, amount }: ArithmeticProps) {
  switch (explanation.kind) {
    case "order":
      return <OrderArithmetic explanation={explanation} />;
    case "capture":
      return <CaptureArithmetic explanation={explanation} />;
    case "award":
      return <AwardReason explanation={explanation} amount={amount} />;
    case "restore":
      return <RestoreArithmetic explanation={explanation} amount={amount} />;
  }
}
