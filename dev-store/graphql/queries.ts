import { GraphQLError } from "graphql";
import { SHOP_EMAIL, SHOP_ID, SHOP_NAME, SHOP_TIME_ZONE } from "../shop.ts";
import { SHOP_CURRENCY } from "../money.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { listConnection, pageConnection, type ConnectionArgs } from "./connection.ts";
import { customerNode } from "./customer-node.ts";
import { definitionQueries } from "./definitions.ts";
import { discountQueries } from "./discounts-query.ts";
import type { Node } from "./fields.ts";
import { metafieldFields } from "./metafield-node.ts";
import { nodeById, nodeOfType } from "./node-query.ts";
import { ordersConnection } from "./orders-query.ts";
import { collectionNode, productNode } from "./product-node.ts";
import { searchConditions, type SearchField } from "./search.ts";

type Args = ConnectionArgs & { query?: string | null; sortKey?: string | null };

const CUSTOMER_FIELDS: Readonly<Record<string, SearchField>> = {
  updated_at: { column: "updated_at", kind: "time" },
  id: { column: "id", kind: "id" },
  email: { column: "email", kind: "text" },
};
const CUSTOMER_SORTS: Readonly<Record<string, "id" | "created_at" | "updated_at">> = {
  ID: "id",
  CREATED_AT: "created_at",
  UPDATED_AT: "updated_at",
};

const FIRST_ALONE = { after: null, first: 1, reverse: false };

/** The queries that the dev store answers. */
export function queryRoot(store: Store): Node {
  return {
    shop: () => shopNode(store),
    currentAppInstallation: () => ({
      __typename: "AppInstallation",
      id: gid("AppInstallation", "1"),
      accessScopes: store.scopes().map((handle) => ({ handle, description: handle })),
      ...metafieldFields(store, gid("AppInstallation", "1")),
    }),
    ...discountQueries(store),
    ...definitionQueries(store),
    order: ({ id }: { id: string }) => nodeOfType(store, "Order", id),
    orders: (args: Args) => ordersConnection(store, args),
    ordersCount: () => ({ count: store.orders.count(), precision: "EXACT" }),
    refund: ({ id }: { id: string }) => nodeOfType(store, "Refund", id),
    customer: ({ id }: { id: string }) => nodeOfType(store, "Customer", id),
    customerByIdentifier: ({ identifier }: { identifier: { emailAddress?: string | null } }) => {
      const email = identifier.emailAddress?.trim().toLowerCase();
      if (email === undefined)
        throw new GraphQLError("The dev store finds customers by their e-mail address alone");
      const conditions = [{ sql: "lower(email) = ?", values: [email] }];
      const [row] = store.customers.page("id", conditions, FIRST_ALONE).rows;
      return row === undefined ? null : customerNode(store, row.value);
    },
    customers: (args: Args) => {
      const sort = CUSTOMER_SORTS[args.sortKey ?? "ID"];
      if (sort === undefined)
        throw new GraphQLError(`The dev store does not sort customers by ${args.sortKey}`);
      const conditions = searchConditions(args.query, CUSTOMER_FIELDS, "name");
      return pageConnection(
        args,
        (page) => store.customers.page(sort, conditions, page),
        (customer) => customerNode(store, customer),
      );
    },
    product: ({ id }: { id: string }) => nodeOfType(store, "Product", id),
    products: (args: Args) =>
      listConnection(store.catalogue.products(), plain(args), (product) =>
        productNode(store, product),
      ),
    collection: ({ id }: { id: string }) => nodeOfType(store, "Collection", id),
    collections: (args: Args) =>
      listConnection(store.catalogue.collections(), plain(args), (collection) =>
        collectionNode(store, collection),
      ),
    node: ({ id }: { id: string }) => nodeById(store, id),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeById(store, id)),
  };
}

/** The catalogue is listed as it is: a search would quietly do nothing, so it is refused. */
function plain(args: Args): Args {
  searchConditions(args.query, {});
  return args;
}

function shopNode(store: Store): Node {
  const id = gid("Shop", SHOP_ID);
  const domain = {
    host: store.settings.shop,
    url: `https://${store.settings.shop}`,
    sslEnabled: true,
  };
  return {
    __typename: "Shop",
    id,
    name: SHOP_NAME,
    email: SHOP_EMAIL,
    contactEmail: SHOP_EMAIL,
    myshopifyDomain: store.settings.shop,
    primaryDomain: domain,
    url: domain.url,
    currencyCode: SHOP_CURRENCY,
    enabledPresentmentCurrencies: [SHOP_CURRENCY, "USD", "KZT"],
    ianaTimezone: SHOP_TIME_ZONE,
    timezoneOffset: "+0300",
    timezoneOffsetMinutes: 180,
    taxesIncluded: true,
    taxShipping: true,
    plan: { partnerDevelopment: true, publicDisplayName: "Development", shopifyPlus: true },
    ...metafieldFields(store, id),
  };
}
