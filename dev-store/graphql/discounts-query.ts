import { GraphQLError } from "graphql";
import { statusOf, type AppDiscount } from "../discounts/model.ts";
import { functionExtensions } from "../functions/extensions.ts";
import type { Store } from "../store.ts";
import { automaticNode, discountNode, functionNode } from "./automatic-discount-node.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import type { Node } from "./fields.ts";

type Args = ConnectionArgs & { query?: string | null };

/** A gid of a discount under any of the names that Shopify gives it. */
const DISCOUNT_GID = /^gid:\/\/shopify\/Discount(?:Automatic)?(?:Node|App)?\/(\d{1,18})$/;

export const discountOfGid = (store: Store, gid: string): AppDiscount | null => {
  const id = DISCOUNT_GID.exec(gid)?.[1];
  return id === undefined ? null : store.discounts.get(id);
};

/** The queries about discounts and the Functions behind them. */
export function discountQueries(store: Store): Node {
  const one =
    (node: (store: Store, discount: AppDiscount) => Node) =>
    ({ id }: { id: string }) => {
      const found = discountOfGid(store, id);
      return found === null ? null : node(store, found);
    };
  const list = (node: (store: Store, discount: AppDiscount) => Node) => (args: Args) =>
    listConnection(
      store.discounts.all().filter((discount) => matches(store, discount, args.query)),
      args,
      (discount) => node(store, discount),
    );
  return {
    discountNode: one(discountNode),
    automaticDiscountNode: one(automaticNode),
    discountNodes: list(discountNode),
    automaticDiscountNodes: list(automaticNode),
    shopifyFunctions: (args: ConnectionArgs & { apiType?: string | null }) =>
      listConnection(
        args.apiType == null || args.apiType.startsWith("discount")
          ? functionExtensions(store.settings.extensionsFolder)
          : [],
        args,
        (extension) => functionNode(store, extension),
      ),
  };
}

const TERM = /^(\w+):(?:'([^']*)'|"([^"]*)"|(\S+))$/;

/** Shopify's search of discounts, by method, status and title; any other term is refused. */
function matches(store: Store, discount: AppDiscount, query: string | null | undefined): boolean {
  const terms = (query ?? "").match(/\w+:(?:'[^']*'|"[^"]*"|\S+)|\S+/g) ?? [];
  return terms
    .filter((term) => term !== "AND")
    .every((term) => {
      // A group that did not take part is undefined, whatever its type says.
      const [, field, ...values]: (string | undefined)[] = TERM.exec(term) ?? [];
      const value = values.find((part) => part !== undefined)?.toLowerCase() ?? "";
      switch (field) {
        case "method":
          return value === "automatic" || value === "all";
        case "type":
          return value === "app" || value === "all";
        case "status":
          return statusOf(discount, store.now()).toLowerCase() === value;
        case "title":
          return discount.title.toLowerCase().startsWith(value.replace(/\*$/, ""));
        default:
          throw new GraphQLError(`The dev store does not understand the search term ${term}`, {
            extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
          });
      }
    });
}
