import { writeMoney, type Minor } from "../money.ts";

/** `120000n` as `1 200,00 ₽` or `₽1,200.00`, as the language writes it. */
export function price(amount: Minor, currency: string, locale: string): string {
  const text = writeMoney(amount, currency) as `${number}`;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  return format.format(text);
}
