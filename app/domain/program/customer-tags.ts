import { folded } from "./compile-filters.ts";
import type { Program } from "./program.ts";

/** Those of a customer's tags that a program asks about: no other need be kept of anybody. */
export function tagsAskedAbout(tags: readonly string[], program: Program): string[] {
  const { earning, campaigns, wholesale } = program;
  const filters = [...earning.rules, ...campaigns].flatMap(({ orders }) => orders ?? []);
  const asked = [...filters.flatMap((one) => one.customerTags), ...(wholesale?.customerTags ?? [])];
  const known = new Set(asked.map(folded));
  return tags.filter((tag) => known.has(folded(tag)));
}
