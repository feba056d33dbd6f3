import { deserialize, serialize } from "node:v8";

/** A document as it lies in the database: V8's structured clone keeps bigints and dates. */
export const pack = (document: unknown): Uint8Array => serialize(document);

/** The document in a row. This program wrote it itself, so its reader knows the type. */
export const unpack = (row: Record<string, unknown>): unknown =>
  deserialize(row["document"] as Uint8Array);

/** How a page of rows is asked for: `after` is the last row's position on the page before. */
export interface PageRequest {
  readonly first: number;
  readonly after: { readonly sort: bigint; readonly id: bigint } | null;
  readonly reverse: boolean;
}

export interface Page<T> {
  readonly rows: readonly {
    readonly value: T;
    readonly sort: bigint;
    readonly id: bigint;
  }[];
  readonly hasNext: boolean;
}
