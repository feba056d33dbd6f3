import type { Tx } from "../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";

/** Called in the transaction with customers whose metafield is to show something else now. */
export type OnHoldsSettled = (
  tx: Tx,
  shop: ShopId,
  customers: readonly CustomerId[],
) => Promise<void>;
