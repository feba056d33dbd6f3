import type { Text } from "../program/texts.ts";
import type { Item, Section, Statement } from "./statement.ts";

/** One thing in which two versions differ; `of` is the item that it is said of, if any. */
export type Difference =
  | {
      readonly kind: "changed";
      readonly of: ItemName | null;
      readonly before: Statement;
      readonly after: Statement;
    }
  | { readonly kind: "added" | "removed"; readonly of: ItemName | null; readonly what: Statement }
  | { readonly kind: "item_added"; readonly item: Item }
  | { readonly kind: "item_removed"; readonly item: ItemName }
  | { readonly kind: "renamed"; readonly before: ItemName; readonly after: ItemName }
  /** The items that both have stand in another order, which counts. */
  | {
      readonly kind: "reordered";
      readonly before: readonly ItemName[];
      readonly after: readonly ItemName[];
    };

/** What of an item is needed to name it. */
export type ItemName = Omit<Item, "statements">;

export interface SectionDifferences {
  /** Of the section. */
  readonly id: string;
  readonly differences: readonly Difference[];
}

/** In what two programmes differ, in the order in which they are told. */
export function compareSections(
  before: readonly Section[],
  after: readonly Section[],
): SectionDifferences[] {
  const old = new Map(before.map((section) => [section.id, section]));
  return after.flatMap((section) => {
    const same = old.get(section.id) ?? { ...section, statements: [], items: [] };
    const differences = [
      ...compareStatements(same.statements, section.statements, null),
      ...compareItems(same, section),
    ];
    return differences.length === 0 ? [] : [{ id: section.id, differences }];
  });
}

function compareStatements(
  before: readonly Statement[],
  after: readonly Statement[],
  of: ItemName | null,
): Difference[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const known = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((one): Difference[] => {
      const was = old.get(one.id);
      if (was === undefined) return isFixed(one) ? [] : [{ kind: "added", of, what: one }];
      return isSame(was, one) ? [] : [{ kind: "changed", of, before: was, after: one }];
    }),
    ...before
      .filter((one) => !known.has(one.id) && !isFixed(one))
      .map((what): Difference => ({ kind: "removed", of, what })),
  ];
}

/** What is true of every programme comes and goes with what the merchant has set beside it. */
const isFixed = ({ id }: Statement) => id.startsWith("fixed/");

const isSame = (a: Statement, b: Statement) =>
  a.key === b.key && JSON.stringify(a.values) === JSON.stringify(b.values);

function compareItems(before: Section, after: Section): Difference[] {
  const old = new Map(before.items.map((item) => [item.id, item]));
  const known = new Set(after.items.map(({ id }) => id));
  return [
    ...before.items
      .filter(({ id }) => !known.has(id))
      .map((item): Difference => ({ kind: "item_removed", item: nameOf(item) })),
    ...after.items.flatMap((item): Difference[] => {
      const was = old.get(item.id);
      if (was === undefined) return [{ kind: "item_added", item }];
      const renamed: Difference[] = sameName(was.name, item.name)
        ? []
        : [{ kind: "renamed", before: nameOf(was), after: nameOf(item) }];
      return [...renamed, ...compareStatements(was.statements, item.statements, nameOf(item))];
    }),
    ...(after.isOrdered === true ? reordering(before.items, after.items) : []),
  ];
}

function reordering(before: readonly Item[], after: readonly Item[]): Difference[] {
  const beforeIds = new Set(before.map(({ id }) => id));
  const afterIds = new Set(after.map(({ id }) => id));
  const was = before.filter(({ id }) => afterIds.has(id));
  const is = after.filter(({ id }) => beforeIds.has(id));
  const isSameOrder = was.every(({ id }, index) => id === is[index]?.id);
  return isSameOrder ? [] : [{ kind: "reordered", before: was.map(nameOf), after: is.map(nameOf) }];
}

const nameOf = ({ id, key, name, ownId }: Item): ItemName => ({ id, key, name, ownId });

const sameName = (a: Text | null, b: Text | null) => a?.en === b?.en && a?.ru === b?.ru;
