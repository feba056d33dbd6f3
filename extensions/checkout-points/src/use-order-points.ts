import { useEffect, useState } from "preact/hooks";
import type { Account, OrderPoints } from "./answers.ts";
import type { PointsApi } from "./points-api.ts";

/**
 * Pauses between the questions whether the order has been counted: a webhook takes a second or
 * two, or, where Shopify is busy, minutes. After the last one the estimate stays.
 */
const PAUSES_MS = [1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 21_000, 34_000];

export type OrderKnown = {
  /** The programme, and whether the buyer is a member; null until the app has answered. */
  readonly account: Account | null;
  /** Null while there is only an estimate. */
  readonly points: OrderPoints | null;
  /** Whether the app is still asked. */
  readonly asking: boolean;
};

/** What the app knows of an order, asked until it knows or the time is over. */
export function useOrderPoints(api: PointsApi, orderId: string): OrderKnown {
  const [known, setKnown] = useState<OrderKnown>({ account: null, points: null, asking: true });

  useEffect(() => {
    const page = new AbortController();
    void follow(api, orderId, page.signal, (news) => {
      if (!page.signal.aborted) setKnown((before) => ({ ...before, ...news }));
    });
    return () => page.abort();
  }, [orderId]);

  return known;
}

async function follow(
  api: PointsApi,
  orderId: string,
  signal: AbortSignal,
  tell: (news: Partial<OrderKnown>) => void,
): Promise<void> {
  const account = await api.account();
  if (account.kind === "answered") tell({ account: account.value });
  // A guest's order has no balance to show: there is only the estimate.
  const isGuest = account.kind === "answered" && account.value.member === null;
  for (const pause of isGuest ? [] : [0, ...PAUSES_MS]) {
    await wait(pause, signal);
    if (signal.aborted) return;
    const answer = await api.orderPoints(orderId);
    if (answer.kind === "answered" && answer.value !== null) {
      tell({ points: answer.value, asking: false });
      return;
    }
    // Refused: it is another's order, or nobody is logged in. Asking again changes nothing.
    if (answer.kind === "refused") break;
  }
  tell({ asking: false });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
