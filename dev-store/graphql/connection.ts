import { GraphQLError } from "graphql";
import type { Page, PageRequest } from "../storage/documents.ts";
import type { Node } from "./fields.ts";

export interface ConnectionArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

const MOST = 250;

function sizeOf(args: ConnectionArgs): number {
  if (args.first == null && args.last == null) {
    throw new GraphQLError("you must provide one of first or last", {
      extensions: { code: "BAD_REQUEST" },
    });
  }
  const size = args.first ?? args.last ?? 0;
  if (size < 0 || size > MOST)
    throw new GraphQLError(`The page size must be from 0 to ${MOST}`, {
      extensions: { code: "BAD_REQUEST" },
    });
  return size;
}

const encode = (parts: readonly unknown[]) =>
  Buffer.from(JSON.stringify(parts)).toString("base64url");

function decode(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parts)) return parts;
  } catch {
    // Falls through to the same error as a cursor of another shape.
  }
  throw new GraphQLError("The cursor is not valid", { extensions: { code: "BAD_REQUEST" } });
}

interface Edge {
  readonly cursor: string;
  readonly node: Node;
}

function connection(edges: readonly Edge[], hasNextPage: boolean, hasPreviousPage: boolean): Node {
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A connection over a list that is at hand, such as an order's lines. */
export function listConnection<T>(
  items: readonly T[],
  args: ConnectionArgs,
  node: (item: T) => Node,
): Node {
  const size = sizeOf(args);
  const ordered = args.reverse === true ? [...items].reverse() : [...items];
  const placeOf = (cursor: string) => Number(decode(cursor)[0]);
  const from = args.after == null ? 0 : placeOf(args.after) + 1;
  const to = args.before == null ? ordered.length : placeOf(args.before);
  const start = args.first == null ? Math.max(from, to - size) : from;
  const end = args.first == null ? to : Math.min(to, from + size);
  const edges = ordered
    .slice(start, end)
    .map((item, index) => ({ cursor: encode([start + index]), node: node(item) }));
  return connection(edges, end < ordered.length, start > 0);
}

/** A connection over rows, by keyset: pages stay whole while rows appear and change. */
export function pageConnection<T>(
  args: ConnectionArgs,
  read: (page: PageRequest) => Page<T>,
  node: (item: T) => Node,
): Node {
  if (args.last != null || args.before != null) {
    throw new GraphQLError("The dev store pages forwards only: use first and after", {
      extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
    });
  }
  const parts = args.after == null ? null : decode(args.after);
  if (
    parts !== null &&
    !(
      parts.length === 2 &&
      parts.every((part) => typeof part === "string" && /^-?\d{1,18}$/.test(part))
    )
  ) {
    throw new GraphQLError("The cursor is not valid", { extensions: { code: "BAD_REQUEST" } });
  }
  const after =
    parts === null ? null : { sort: BigInt(String(parts[0])), id: BigInt(String(parts[1])) };
  const page = read({ first: sizeOf(args), after, reverse: args.reverse === true });
  const edges = page.rows.map((row) => ({
    cursor: encode([row.sort.toString(), row.id.toString()]),
    node: node(row.value),
  }));
  return connection(edges, page.hasNext, after !== null);
}
