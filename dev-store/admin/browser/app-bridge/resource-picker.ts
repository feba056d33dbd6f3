import type { Admin } from "./admin.ts";

interface PickerOptions {
  readonly type: "product" | "variant" | "collection";
  readonly action?: "add" | "select";
  readonly multiple?: boolean | number;
  readonly query?: string;
  readonly selectionIds?: readonly { readonly id: string }[];
}

/** `shopify.resourcePicker`: products of the shop's catalogue; undefined when nothing is chosen. */
export const resourcePicker = (admin: Admin) => async (options: PickerOptions) => {
  if (options.type !== "product") {
    throw new Error(`The dev store's resource picker shows products, not ${options.type}s`);
  }
  const { multiple = false } = options;
  const picked = await admin.pickProducts({
    action: options.action ?? "add",
    most: typeof multiple === "number" ? multiple : multiple ? Number.MAX_SAFE_INTEGER : 1,
    query: options.query ?? "",
    selected: (options.selectionIds ?? []).map(({ id }) => id),
  });
  if (picked === null) return undefined;
  return Object.assign([...picked], { selection: picked });
};
