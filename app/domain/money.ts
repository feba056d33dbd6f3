import type { Brand } from "./ids.ts";

/** Minor units of a currency (kopecks, cents; whole yen). */
export type Minor = Brand<bigint, "Minor">;
/** An ISO 4217 code, such as `RUB`. */
export type CurrencyCode = Brand<string, "CurrencyCode">;

export const minor = (value: bigint) => value as Minor;
