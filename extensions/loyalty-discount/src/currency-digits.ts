const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF BYR";
const THREE = "BHD IQD JOD KWD LYD OMR TND";

/**
 * Digits after the point, as ISO 4217 has them: the same as in app/domain/money.ts, which a
 * Function cannot import.
 */
export function currencyDigits(code: string): number {
  if (NONE.split(" ").includes(code)) return 0;
  return THREE.split(" ").includes(code) ? 3 : 2;
}
