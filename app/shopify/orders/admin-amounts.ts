import type { ShopMoneyFragment } from "../operations/generated.ts";
import type { Amounts } from "../payloads/amounts.ts";
import { FieldError } from "../payloads/reading.ts";

/** Reads the Admin API's money bags, shop money only. */
export class AdminAmounts {
  readonly amounts: Amounts;

  constructor(amounts: Amounts) {
    this.amounts = amounts;
  }

  /** @throws FieldError for another currency, and for what is no amount */
  signed(bag: ShopMoneyFragment, field: string): bigint {
    const { amount, currencyCode } = bag.shopMoney;
    return this.amounts.shopMoney(amount, currencyCode, `${field}.shopMoney`, "currencyCode");
  }

  /** Like `signed`, and refuses what is below zero. */
  unsigned(bag: ShopMoneyFragment, field: string): bigint {
    const value = this.signed(bag, field);
    if (value < 0n) throw new FieldError(`${field}.shopMoney.amount`, "must not be negative");
    return value;
  }

  sum(bags: readonly ShopMoneyFragment[], field: string): bigint {
    return bags.reduce((sum, bag, index) => sum + this.unsigned(bag, `${field}[${index}]`), 0n);
  }
}
