import { useEffect, useState } from "preact/hooks";

/** Often enough for minutes that run down. */
const TICK_MS = 10_000;

/** The present time, in milliseconds since 1970, anew every few seconds while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
