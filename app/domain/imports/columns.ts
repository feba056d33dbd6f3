/** What a column of an imported file may be. */
export const IMPORT_FIELDS = [
  "email",
  "customer_id",
  "points",
  "birthday",
  "tier",
  "expires_at",
  "note",
  "external_id",
  "points_amount",
  "source",
  "internal_note",
  "external_note",
  "applied_at",
  "approved_at",
  "revoked_at",
  "order_id",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Whose file it looks like. `kopilka` is our own. */
export const IMPORT_FORMATS = [
  "kopilka",
  "history",
  "smile",
  "loyaltylion",
  "rivo",
  "yotpo",
  "growave",
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Which field stands in which place of a row. */
export interface Columns {
  readonly format: ImportFormat;
  readonly places: ReadonlyMap<ImportField, number>;
  /** How many cells the header has. */
  readonly width: number;
  /** Names of columns that mean nothing here. */
  readonly unused: readonly string[];
  /** True where the file has no header and its first row is a member already. */
  readonly headless: boolean;
}

export type ColumnsOutcome =
  | { readonly kind: "ok"; readonly columns: Columns }
  /** Neither an address nor a customer's id. */
  | { readonly kind: "nobody"; readonly found: readonly string[] }
  /** No points, birthday or tier. */
  | { readonly kind: "nothing"; readonly found: readonly string[] }
  /** Two columns say the same. */
  | { readonly kind: "twice"; readonly field: ImportField };

/** The names that the apps' exports and templates have for our fields, as `nameOf` writes them. */
const ALIASES: Readonly<Record<string, ImportField>> = {
  ...names("email", "email", "emails", "e_mail", "email_address", "customer_email"),
  ...names("email", "shopify_customer_email"),
  ...names("customer_id", "customer_id", "customerid", "shopify_customer_id", "shopify_id"),
  // LoyaltyLion's name for the id that the shop has for the customer.
  ...names("customer_id", "merchant_id"),
  ...names("points", "points", "points_balance", "point_balance", "current_points_balance"),
  ...names("points", "points_approved", "approved_points", "available_points", "balance"),
  ...names("birthday", "birthday", "birthdate", "birth_date", "date_of_birth"),
  ...names("birthday", "birthday_mm_dd", "birthday_mm_dd_or_mm_dd_yyyy"),
  ...names("tier", "tier", "vip_tier", "vip_tier_name", "loyalty_tier", "tier_name"),
  ...names("expires_at", "expires_at", "points_expire_at", "points_expiry", "expiry_date"),
  ...names("note", "note", "reason"),
  ...names("external_id", "external_id"),
  ...names("points_amount", "points_amount"),
  ...names("source", "source"),
  ...names("internal_note", "internal_note"),
  ...names("external_note", "external_note"),
  ...names("applied_at", "applied_at"),
  ...names("approved_at", "approved_at"),
  ...names("revoked_at", "revoked_at"),
  ...names("order_id", "order_id", "points_order_id"),
};

function names(field: ImportField, ...aliases: readonly string[]): Record<string, ImportField> {
  return Object.fromEntries(aliases.map((alias) => [alias, field]));
}

/** A header cell in small letters, with one `_` for everything that is no letter or digit. */
export const nameOf = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");

/**
 * Finds the fields in a file's first row.
 * @param given the format where the caller knows it; null to tell by the names
 */
export function readColumns(header: readonly string[], given: ImportFormat | null): ColumnsOutcome {
  if (looksHeadless(header)) return { kind: "ok", columns: headless(header.length, given) };
  const found = header.map((cell) => cell.trim());
  const places = new Map<ImportField, number>();
  const unused: string[] = [];
  for (const [place, cell] of header.entries()) {
    const field = ALIASES[nameOf(cell)];
    if (field === undefined) {
      if (cell.trim() !== "") unused.push(cell.trim());
    } else if (places.has(field)) {
      return { kind: "twice", field };
    } else {
      places.set(field, place);
    }
  }
  if (!places.has("email") && !places.has("customer_id")) return { kind: "nobody", found };
  const says = ["points", "points_amount", "birthday", "tier"] as const;
  if (!says.some((field) => places.has(field))) return { kind: "nothing", found };
  if (places.has("points") && places.has("points_amount"))
    return { kind: "twice", field: "points" };
  const format = given ?? detect(new Set(header.map(nameOf)), places);
  return {
    kind: "ok",
    columns: { format, places, width: header.length, unused, headless: false },
  };
}

/** LoyaltyLion takes an address in column A and points in column B, without names above them. */
const looksHeadless = ([first = "", second = ""]: readonly string[]): boolean =>
  /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(first) && /^\s*-?\d/.test(second);

function headless(width: number, given: ImportFormat | null): Columns {
  const places = new Map<ImportField, number>([
    ["email", 0],
    ["points", 1],
  ]);
  return { format: given ?? "loyaltylion", places, width, unused: [], headless: true };
}

function detect(
  found: ReadonlySet<string>,
  places: ReadonlyMap<ImportField, number>,
): ImportFormat {
  const has = (...wanted: readonly string[]) => wanted.some((name) => found.has(name));
  if (places.has("points_amount")) return "history";
  if (has("activation_date", "credits_balance")) return "rivo";
  if (has("points_balance") && has("date_of_birth", "state", "referral_url")) return "smile";
  if (has("points_balance") && has("birthdate", "vip_tier")) return "rivo";
  if (
    has("points_spent", "current_points_balance") &&
    has("points_balance", "current_points_balance")
  )
    return "yotpo";
  if (has("birthday_mm_dd", "birthday_mm_dd_or_mm_dd_yyyy", "emails", "anniversary"))
    return "yotpo";
  if (has("points_approved", "merchant_id", "loyalty_tier")) return "loyaltylion";
  if (has("customer_id") && has("email") && has("birthdate", "first_name")) return "growave";
  if (found.size === 2 && has("email") && has("points")) return "smile";
  return "kopilka";
}
