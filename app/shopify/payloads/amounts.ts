import { currencyCode, minor, parseMoney } from "../../domain/money.ts";
import type { CurrencyCode, Minor } from "../../domain/money.ts";
import type { Amount, MoneySet } from "./fields.ts";
import { FieldError } from "./reading.ts";

/** Beyond this an amount is a mistake; sums of such amounts still fit PostgreSQL's bigint. */
export const MOST_MINOR = 10n ** 15n;

/** Reads amounts of one currency, and refuses what cannot be an amount, naming its field. */
export class Amounts {
  readonly currency: CurrencyCode;

  constructor(currency: CurrencyCode) {
    this.currency = currency;
  }

  /**
   * Shop money of a `*_set`, or the plain amount where the set is absent; zero
   * where neither is there.
   * @param field the plain amount's name; the set's is the same with `_set`
   */
  signed(
    set: MoneySet | null | undefined,
    plain: Amount | null | undefined,
    field: string,
  ): bigint {
    if (set == null) return plain == null ? 0n : this.#parse(plain, field, "");
    const { amount, currency_code: code } = set.shop_money;
    return this.shopMoney(amount, code, `${field}_set.shop_money`, "currency_code");
  }

  /** Like `signed`, and refuses what is below zero. */
  unsigned(
    set: MoneySet | null | undefined,
    plain: Amount | null | undefined,
    field: string,
  ): bigint {
    const value = this.signed(set, plain, field);
    if (value < 0n) {
      const suffix = set == null ? "" : "_set.shop_money.amount";
      throw new FieldError(`${field}${suffix}`, "must not be negative");
    }
    return value;
  }

  /** An amount with its own currency beside it, which has to be this one. */
  shopMoney(amount: Amount, code: string | undefined, field: string, codeField: string): bigint {
    if (code !== undefined && code !== this.currency) {
      const message = `is ${code}, but the shop's money is ${this.currency}`;
      throw new FieldError(`${field}.${codeField}`, message);
    }
    return this.#parse(amount, field, ".amount");
  }

  #parse(text: Amount, field: string, suffix: string): bigint {
    let value: bigint;
    try {
      value = parseMoney(typeof text === "number" ? String(text) : text, this.currency);
    } catch {
      throw new FieldError(`${field}${suffix}`, `must be an amount in ${this.currency}`);
    }
    return within(value, `${field}${suffix}`);
  }
}

/** @throws FieldError for a code that ISO 4217 does not know */
export function knownCurrency(code: string, field: string): CurrencyCode {
  try {
    return currencyCode(code);
  } catch {
    throw new FieldError(field, "must be an ISO 4217 currency code");
  }
}

/** @throws FieldError for a sum that no order comes to */
export function within(value: bigint, field: string): Minor {
  if (value > MOST_MINOR || value < -MOST_MINOR) throw new FieldError(field, "is absurdly large");
  return minor(value);
}
