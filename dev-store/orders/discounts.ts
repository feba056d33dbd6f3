import type { DiscountApplication, OrderLine } from "../model.ts";
import { least, share, spread, sum, writeMoney, type Minor } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import { lineTotal } from "./money-state.ts";
import type { OrderInput } from "./order-input.ts";
import { pointsApplication } from "./points.ts";

/** Discount applications in Shopify's order, with their allocations put onto the lines. */
export function applyDiscounts(input: OrderInput, lines: OrderLine[]): DiscountApplication[] {
  const applications: DiscountApplication[] = input.discount_applications.map((given) => ({
    type: given.type,
    title:
      given.type === "discount_code"
        ? (given.code ?? given.title ?? "")
        : (given.title ?? "Скидка"),
    value: given.value,
    valueType: given.value_type,
    targetType: given.target_type,
    extra: {},
  }));
  for (const code of input.discount_codes) {
    const known = applications.findIndex(
      (application) => application.type === "discount_code" && application.title === code.code,
    );
    if (known >= 0) continue;
    applications.push(codeApplication(code));
    if (code.type === "shipping") continue;
    const all = sum(lines.map(lineTotal));
    const amount = code.type === "percentage" ? share(all, code.amount, 10_000n) : code.amount;
    spreadDiscount(lines, amount, applications.length - 1);
  }
  const points = pointsApplication(input);
  if (points !== null) {
    applications.push(points);
    spreadDiscount(lines, input.paid_with_points?.amount ?? 0n, applications.length - 1);
  }
  lines.forEach((line, index) => {
    const given = input.line_items[index]?.total_discount ?? 0n;
    if (given === 0n || line.discounts.length > 0) return;
    if (given > lineTotal(line))
      throw unprocessable(
        "The discount is more than the line's price",
        `line_items.${index}.total_discount`,
      );
    applications.push({
      type: "manual",
      title: "Скидка",
      value: "0.0",
      valueType: "fixed_amount",
      targetType: "line_item",
      extra: {},
    });
    line.discounts.push({
      amount: given,
      application: applications.length - 1,
    });
  });
  const unknown = lines
    .flatMap((line) => line.discounts)
    .find((part) => applications[part.application] === undefined);
  if (unknown !== undefined)
    throw unprocessable(
      `There is no discount application ${unknown.application}`,
      "discount_applications",
    );
  return applications;
}

/** Spreads a discount over lines in proportion to their prices; the last kopeck falls where it belongs. */
function spreadDiscount(lines: readonly OrderLine[], amount: Minor, application: number): void {
  const open = lines.filter((line) => line.tip === null);
  const totals = open.map(lineTotal);
  const parts = spread(totals, least(amount, sum(totals)));
  open.forEach((line, index) => {
    const part = parts[index] ?? 0n;
    if (part > 0n) line.discounts.push({ amount: part, application });
  });
}

/** A discount code as the application that Shopify makes of it. */
function codeApplication(code: { code: string; amount: Minor; type: string }): DiscountApplication {
  return {
    type: "discount_code",
    title: code.code,
    // One needless zero is Shopify's way: 10.0.
    value: writeMoney(code.amount).replace(/0$/, ""),
    valueType: code.type === "percentage" ? "percentage" : "fixed_amount",
    targetType: code.type === "shipping" ? "shipping_line" : "line_item",
    extra: {},
  };
}
