import { useEffect, useState } from "preact/hooks";

/** Often enough for minutes that run down. */
const TICK_MS = 10_000;

/** The present time, in milliseconds since 1970; while `ticking`, looked at every few seconds. */
export function useNow(ticking: boolean): number {
  const [, setTicks] = useState(0);
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return Date.now();
}
