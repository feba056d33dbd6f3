/** Where a page of a list begins: beside a row, on its older or its newer side. */
export interface Edge<Place> {
  readonly place: Place;
  readonly side: "older" | "newer";
}

/** One page of a list that shows the newest first. */
export interface KeysetPage<Row, Place> {
  /** The newest first. */
  readonly rows: readonly Row[];
  /** After which row older ones follow; null where there are none. */
  readonly older: Place | null;
  /** Before which row newer ones stand; null where there are none. */
  readonly newer: Place | null;
}

/**
 * A page of a list, whose rows keep their place whatever is added meanwhile.
 * @param edge null for the newest
 * @param read rows beyond the edge, those next to it first, at most so many
 */
export async function keysetPage<Row, Place>(
  edge: Edge<Place> | null,
  size: number,
  placeOf: (row: Row) => Place,
  read: (edge: Edge<Place> | null, limit: number) => Promise<Row[]>,
): Promise<KeysetPage<Row, Place>> {
  const found = await read(edge, size + 1);
  const goesUp = edge?.side === "newer";
  const rows = goesUp ? found.slice(0, size).reverse() : found.slice(0, size);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { rows, older: null, newer: null };
  const hasMore = found.length > size;
  return {
    rows,
    older: goesUp || hasMore ? placeOf(last) : null,
    newer: (goesUp ? hasMore : edge !== null) ? placeOf(first) : null,
  };
}
