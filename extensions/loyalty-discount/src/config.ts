/** What the discount's metafield says of it. */
export type Config =
  | {
      readonly kind: "points";
      /** The shop's currency, which holds are written in. */
      readonly currency: string;
      /** The most of an order that points may pay, 1 to 100. */
      readonly maximumSharePercent: bigint;
    }
  | { readonly kind: "perks" };

/** @returns null where it is missing or of another shape: then nothing is taken off */
export function readConfig(value: unknown): Config | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, currency, maximum_share_percent: share } = value as Record<string, unknown>;
  if (kind === "perks") return { kind };
  if (kind !== "points" || typeof currency !== "string") return null;
  if (typeof share !== "number" || !Number.isInteger(share) || share < 1 || share > 100) {
    return null;
  }
  return { kind, currency, maximumSharePercent: BigInt(share) };
}
