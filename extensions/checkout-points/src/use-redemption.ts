import { useEffect, useRef, useState } from "preact/hooks";
import type { Hold } from "./answers.ts";
import type { PointsApi } from "./points-api.ts";
import { applyPoints, nameHold, removePoints, unnameHold } from "./redemption.ts";
import type { Cart } from "./redemption.ts";
import { useAccount } from "./use-account.ts";
import type { Known } from "./use-account.ts";

/** What is told beside the state: the key of a text below `notice`, and how it is meant. */
export type Notice = { readonly key: string; readonly tone: "success" | "info" | "critical" };

/**
 * Another block of this checkout changes the cart first and tells the app then: a look in
 * between would find points set aside that are about to go back.
 */
const SETTLING_MS = 1_500;

/** The refusals that have a text of their own. */
const REFUSALS =
  "not_enough_points below_minimum not_a_step owes_points not_a_member member_frozen no_program " +
  "login_required overtaken refused_by_shopify shopify_unavailable";

/**
 * Paying with points: what is known, and what a shopper can do, one thing at a time.
 * @param around what may change from outside: the hold that the cart names, the buyer
 */
export function useRedemption(
  api: PointsApi,
  checkout: Cart,
  around: { readonly namedHold: string | null; readonly customerId: string | null },
) {
  const { known, load, holds } = useAccount(api);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  // The hold that we named ourselves: the checkout may tell of it late, or never.
  const [named, setNamed] = useState<string | null>(null);
  const lastNamed = useRef(named);
  lastNamed.current = named;
  const running = useRef(false);

  /** Does one thing, unless another is being done: a second click changes nothing. */
  function once(work: () => Promise<Notice | null>): void {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setNotice(null);
    void work()
      .then(setNotice)
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }

  /** The last hold that was taken off the cart because there is no such hold any more. */
  const forgotten = useRef<string | null>(null);

  const reload = () => {
    once(async () => {
      const loaded = await load();
      const { namedHold } = around;
      if (namedHold === null || namedHold === forgotten.current || !isWithoutHold(loaded)) {
        return null;
      }
      // Given back in another window, or expired: an order must not count on it.
      forgotten.current = namedHold;
      await unnameHold(checkout);
      return null;
    });
  };

  const isOpen = useRef(false);

  useEffect(() => {
    if (!isOpen.current) {
      isOpen.current = true;
      reload();
      return;
    }
    const timer = setTimeout(() => {
      // Our own change comes back as a signal, too, and needs no second look.
      const isOurs = around.namedHold !== null && around.namedHold === lastNamed.current;
      if (!isOurs) reload();
    }, SETTLING_MS);
    return () => clearTimeout(timer);
  }, [around.namedHold, around.customerId]);

  async function apply(points: number): Promise<Notice | null> {
    const applied = await applyPoints(api, checkout, points);
    if (applied.kind === "unreachable") return { key: "apply_unreachable", tone: "critical" };
    if (applied.kind === "applied") {
      setNamed(applied.hold.id);
      holds(applied.hold);
      setChoosing(false);
      return null;
    }
    setNamed(null);
    if (applied.kind === "refused" && applied.code === "shopify_unavailable") {
      // The app still takes these points back; trying again replaces them.
      return { key: applied.code, tone: "critical" };
    }
    await load();
    if (applied.kind === "checkout_refused") return { key: applied.kind, tone: "critical" };
    const known = REFUSALS.split(" ").includes(applied.code);
    return { key: known ? applied.code : "refused", tone: "critical" };
  }

  async function use(hold: Hold): Promise<Notice | null> {
    if (!(await nameHold(checkout, hold))) return { key: "change_refused", tone: "critical" };
    setNamed(hold.id);
    return null;
  }

  async function remove(hold: Hold, isNamed: boolean): Promise<Notice | null> {
    const removed = await removePoints(api, checkout, hold, isNamed);
    if (removed.kind === "checkout_refused") return { key: "change_refused", tone: "critical" };
    setNamed(null);
    if (removed.kind === "unreachable") {
      holds(null);
      return { key: "removed_unreachable", tone: "info" };
    }
    await load();
    return { key: removed.kind, tone: removed.kind === "removed" ? "success" : "info" };
  }

  return {
    known,
    named,
    notice,
    busy,
    choosing,
    choose: setChoosing,
    reload,
    /** After a hold has expired: what can be chosen now. */
    chooseAgain: () =>
      once(async () => {
        await load();
        setChoosing(true);
        return null;
      }),
    apply: (points: number) => once(() => apply(points)),
    use: (hold: Hold) => once(() => use(hold)),
    remove: (hold: Hold, isNamed: boolean) => once(() => remove(hold, isNamed)),
  };
}

/** Whether a member is known to have nothing held. */
function isWithoutHold(known: Known): boolean {
  return known.kind === "account" && known.account.member?.hold === null;
}
