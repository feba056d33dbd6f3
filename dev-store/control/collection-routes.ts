import { Hono } from "hono";
import { z } from "zod";
import type { Collection, Id } from "../model.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { restId } from "../rest/money-set.ts";
import { collectionPayload } from "../rest/product-json.ts";
import type { Store } from "../store.ts";
import { answer, pathId, readBody } from "./answers.ts";
import { id } from "./fields.ts";

const collectionInput = z.strictObject({
  title: z.string().min(1),
  products: z.array(id).default([]),
});

const collectionChange = z.strictObject({
  title: z.string().min(1).optional(),
  /** All that are in it from now on. */
  products: z.array(id).optional(),
});

/** `/control/collections`: which products belong together. */
export function collectionRoutes(store: Store): Hono {
  const routes = new Hono();
  const { catalogue } = store;
  const collectionOf = (id: Id): Collection => {
    const collection = catalogue.collection(id);
    if (collection === null) throw notFound("collection", id);
    return collection;
  };
  const members = ({ id }: Collection) =>
    catalogue.products().filter((product) => product.collectionIds.includes(id));
  const json = (collection: Collection) => ({
    id: restId(collection.id),
    title: collection.title,
    handle: collection.handle,
    products: members(collection).map((product) => restId(product.id)),
  });
  /** Shopify tells of a change of the collection, and of none of the products in it. */
  function setMembers(collection: Collection, wanted: readonly Id[]): void {
    for (const [index, product] of wanted.entries()) {
      if (catalogue.product(product) === null)
        throw unprocessable(`There is no product ${product}`, `products.${index}`);
    }
    for (const product of catalogue.products()) {
      const others = product.collectionIds.filter((one) => one !== collection.id);
      const collectionIds = wanted.includes(product.id) ? [...others, collection.id] : others;
      if (collectionIds.length !== product.collectionIds.length)
        catalogue.putProduct({ ...product, collectionIds });
    }
  }

  routes.get("/", (c) => answer(c, { collections: catalogue.collections().map(json) }));
  routes.get("/:id", (c) => answer(c, { collection: json(collectionOf(pathId(c))) }));
  routes.post("/", async (c) => {
    const input = await readBody(c, collectionInput);
    const collection = store.change(() => {
      const id = store.facts.nextId("collection");
      const made = { id, title: input.title, handle: `collection-${id}`, createdAt: store.now() };
      catalogue.putCollection(made);
      setMembers(made, input.products);
      store.publish(`collection/${id}`, [
        { topic: "collections/create", payload: collectionPayload(made) },
      ]);
      return made;
    });
    return answer(c, { collection: json(collection) }, 201);
  });
  routes.put("/:id", async (c) => {
    const input = await readBody(c, collectionChange);
    const collection = store.change(() => {
      const before = collectionOf(pathId(c));
      const changed = { ...before, title: input.title ?? before.title };
      catalogue.putCollection(changed);
      if (input.products !== undefined) setMembers(changed, input.products);
      store.publish(`collection/${changed.id}`, [
        { topic: "collections/update", payload: collectionPayload(changed) },
      ]);
      return changed;
    });
    return answer(c, { collection: json(collection) });
  });
  routes.delete("/:id", (c) => {
    store.change(() => {
      const collection = collectionOf(pathId(c));
      setMembers(collection, []);
      catalogue.deleteCollection(collection);
      store.publish(`collection/${collection.id}`, [
        { topic: "collections/delete", payload: { id: restId(collection.id) } },
      ]);
    });
    return answer(c, {});
  });
  return routes;
}
