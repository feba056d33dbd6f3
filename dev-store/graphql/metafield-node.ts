import type { Metafield } from "../storage/metafields.ts";
import { compareDigest, fullNamespace } from "../storage/metafields.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import { graphqlTime, type Node } from "./fields.ts";
import { nodeById } from "./node-query.ts";

/** `Metafield` */
export function metafieldNode(store: Store, metafield: Metafield): Node {
  return {
    __typename: "Metafield",
    id: gid("Metafield", metafield.id),
    legacyResourceId: metafield.id,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: () =>
      metafield.type === "json" ? (JSON.parse(metafield.value) as unknown) : metafield.value,
    compareDigest: compareDigest(metafield),
    sizeInBytes: Buffer.byteLength(metafield.value),
    ownerType: /^gid:\/\/shopify\/(\w+)\//.exec(metafield.owner)?.[1]?.toUpperCase(),
    owner: () => nodeById(store, metafield.owner),
    createdAt: graphqlTime(metafield.createdAt),
    updatedAt: graphqlTime(metafield.updatedAt),
  };
}

/** `metafield` and `metafields` of anything that has them. */
export function metafieldFields(store: Store, owner: string): Node {
  return {
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = store.metafields.get(owner, fullNamespace(namespace), key);
      return found === null ? null : metafieldNode(store, found);
    },
    metafields: (args: ConnectionArgs & { namespace?: string | null }) => {
      const all = store.metafields.ofOwner(owner);
      const wanted =
        args.namespace == null
          ? all
          : all.filter((part) => part.namespace === fullNamespace(args.namespace));
      return listConnection(wanted, args, (part) => metafieldNode(store, part));
    },
  };
}
