/** What the programme gives a buyer for good, as the app writes it into the customer's metafield. */
export type Perks = {
  /** The id of the tier whose perks the buyer has; null for none. */
  readonly tier: string | null;
  /** What is on each stamp card, by its id; null for who has none of them. */
  readonly stamps: Readonly<Record<string, unknown>> | null;
};

/** The metafield's value, read; where it is missing or of another shape, there are no perks. */
export function readPerks(value: unknown): Perks {
  const { tier, stamps } = objectOf(value);
  return {
    tier: typeof tier === "string" && tier !== "" ? tier : null,
    stamps: typeof stamps === "object" && stamps !== null ? objectOf(stamps) : null,
  };
}

/** A JSON object's fields; none for any other value. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
