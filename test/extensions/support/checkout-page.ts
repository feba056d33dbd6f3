import { getExtension } from "@shopify/ui-extensions-tester";
import { createCartLine, createResult } from "@shopify/ui-extensions-tester/checkout";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
import { NOW } from "./answers.ts";
import { appAnswers } from "./app-answers.ts";
import type { AppAnswer } from "./app-answers.ts";
import { i18nOf } from "./translate.ts";

const FOLDER = join(import.meta.dirname, "../../../extensions/checkout-points");

type Given = {
  /** What the app answers, by request, such as "GET /api/redemptions". */
  app: Record<string, AppAnswer | AppAnswer[]>;
  locale?: "en" | "ru";
  /** The one line's total, in roubles. */
  lineTotal?: number;
  currency?: "RUB" | "EUR";
  loggedIn?: boolean;
  /** The hold that the cart's metafield names. */
  named?: string;
  /** The titles of the discounts on the cart. */
  discounts?: string[];
  canChangeCart?: boolean;
  /** What the checkout says to a change of a cart metafield; the last answer for ever. */
  changes?: ("success" | "error" | "throws")[];
};

/** The checkout extension as Shopify's own tester runs it. */
export function checkoutPage(
  target:
    | "purchase.checkout.block.render"
    | "purchase.checkout.reductions.render-after" = "purchase.checkout.block.render",
) {
  const extension = getExtension(target, { configSearchDir: FOLDER });

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    extension.setUp();
  });
  afterEach(() => {
    extension.tearDown();
    vi.useRealTimers();
  });

  /** @returns what was asked of the app and of the checkout, in order */
  return async function open(given: Given) {
    const calls: string[] = [];
    const { fetch, tokens } = appAnswers(calls, given.app);
    extension.fetch = fetch;
    const { shopify } = extension;
    const { currency = "RUB", named, discounts = [], changes = ["success"] } = given;
    let token = 0;
    Object.assign(shopify, {
      i18n: i18nOf(given.locale ?? "en"),
      sessionToken: { get: () => Promise.resolve(`token-${++token}`) },
      applyMetafieldChange: vi.fn(
        async (change: { type: string; metafield?: { value: string } }) => {
          calls.push(`${change.type} ${change.metafield?.value ?? ""}`.trim());
          const answer = changes.length > 1 ? changes.shift() : changes[0];
          if (answer === "throws") throw new Error("the checkout is gone");
          return answer === "success"
            ? createResult("applyMetafieldChange")
            : createResult("applyMetafieldChange", { type: "error", message: "no" });
        },
      ),
    });
    // The tester leaves it out and lets nothing be added by assignment.
    const customer = given.loggedIn === false ? undefined : { id: "gid://shopify/Customer/1" };
    Object.defineProperty(shopify, "buyerIdentity", {
      value: { customer: { value: customer } },
      configurable: true,
      writable: true,
    });
    shopify.localization.currency.value = { isoCode: currency };
    const total = { amount: given.lineTotal ?? 10_000, currencyCode: currency };
    shopify.lines.value = [createCartLine({ cost: { totalAmount: total } })];
    shopify.discountAllocations.value = discounts.map((title) => ({
      type: "automatic",
      title,
      discountedAmount: { amount: 1, currencyCode: currency },
    }));
    shopify.instructions.value.metafields.canSetCartMetafields = given.canChangeCart ?? true;
    if (named !== undefined) {
      shopify.appMetafields.value = [
        {
          target: { type: "cart", id: "gid://shopify/Cart/1" },
          metafield: {
            namespace: "$app",
            key: "hold",
            value: named,
            valueType: "string",
            type: "single_line_text_field",
          },
        },
      ];
    }
    await extension.render();
    return { calls, tokens };
  };
}
