import { getExtension } from "@shopify/ui-extensions-tester";
import { createCartLine } from "@shopify/ui-extensions-tester/checkout";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
import { NOW } from "./answers.ts";
import { appAnswers } from "./app-answers.ts";
import type { AppAnswer } from "./app-answers.ts";
import { i18nOf } from "./translate.ts";

const FOLDER = join(import.meta.dirname, "../../../extensions/checkout-points");

type Given = {
  app: Record<string, AppAnswer | AppAnswer[]>;
  locale?: "en" | "ru";
  orderId?: string;
  lineTotal?: number;
  /** What the discounts of the whole order came to. */
  discount?: number;
  currency?: "RUB" | "EUR";
};

/** The thank-you page's block as Shopify's own tester runs it. Its time is the test's to move. */
export function thankYouPage() {
  const extension = getExtension("purchase.thank-you.block.render", { configSearchDir: FOLDER });

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    extension.setUp();
  });
  afterEach(() => {
    extension.tearDown();
    vi.useRealTimers();
  });

  return async function open(given: Given) {
    const calls: string[] = [];
    extension.fetch = appAnswers(calls, given.app).fetch;
    const { shopify } = extension;
    const { currency = "RUB" } = given;
    Object.assign(shopify, { i18n: i18nOf(given.locale ?? "en") });
    shopify.orderConfirmation.value.order.id = given.orderId ?? "gid://shopify/OrderIdentity/555";
    shopify.localization.currency.value = { isoCode: currency };
    const total = { amount: given.lineTotal ?? 2_550, currencyCode: currency };
    shopify.lines.value = [createCartLine({ cost: { totalAmount: total } })];
    shopify.discountAllocations.value = [
      {
        type: "automatic",
        title: "Paid with points · K7F3Q2",
        discountedAmount: { amount: given.discount ?? 0, currencyCode: currency },
      },
    ];
    await extension.render();
    await vi.advanceTimersByTimeAsync(100);
    return calls;
  };
}
