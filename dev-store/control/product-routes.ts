import { Hono } from "hono";
import { z } from "zod";
import type { Id, Product } from "../model.ts";
import { writeMoney } from "../money.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { restId } from "../rest/money-set.ts";
import { productPayload } from "../rest/product-json.ts";
import type { Store } from "../store.ts";
import { answer, pathId, readBody } from "./answers.ts";
import { id, money } from "./fields.ts";

const productInput = z.strictObject({
  title: z.string().min(1),
  price: money,
  sku: z.string().optional(),
  vendor: z.string().default("Мотор"),
  product_type: z.string().default("Запчасть"),
  tags: z.array(z.string()).default([]),
  collections: z.array(id).default([]),
});

const productChange = z.strictObject({
  title: z.string().min(1).optional(),
  price: money.optional(),
  vendor: z.string().optional(),
  product_type: z.string().optional(),
  tags: z.array(z.string()).optional(),
});

const json = (product: Product) => ({
  id: restId(product.id),
  variant_id: restId(product.variantId),
  title: product.title,
  handle: product.handle,
  sku: product.sku,
  price: writeMoney(product.price),
  vendor: product.vendor,
  product_type: product.productType,
  tags: product.tags,
  collections: product.collectionIds.map(restId),
});

/** `/control/products`: the catalogue, and more of it for a shop that starts empty. */
export function productRoutes(store: Store): Hono {
  const routes = new Hono();
  const productOf = (id: Id): Product => {
    const product = store.catalogue.product(id);
    if (product === null) throw notFound("product", id);
    return product;
  };
  routes.get("/", (c) => answer(c, { products: store.catalogue.products().map(json) }));
  routes.get("/:id", (c) => answer(c, { product: json(productOf(pathId(c))) }));
  routes.post("/", async (c) => {
    const input = await readBody(c, productInput);
    const product = store.change(() => {
      for (const [index, collection] of input.collections.entries()) {
        if (store.catalogue.collection(collection) === null)
          throw unprocessable(`There is no collection ${collection}`, `collections.${index}`);
      }
      const id = store.facts.nextId("product");
      const made: Product = {
        id,
        variantId: store.facts.nextId("variant"),
        title: input.title,
        handle: `product-${id}`,
        vendor: input.vendor,
        productType: input.product_type,
        sku: input.sku ?? `SKU-${id}`,
        price: input.price,
        tags: input.tags,
        collectionIds: input.collections,
        createdAt: store.now(),
      };
      store.catalogue.putProduct(made);
      store.publish(`product/${id}`, [{ topic: "products/create", payload: productPayload(made) }]);
      return made;
    });
    return answer(c, { product: json(product) }, 201);
  });
  routes.put("/:id", async (c) => {
    const input = await readBody(c, productChange);
    const product = store.change(() => {
      const before = productOf(pathId(c));
      const changed: Product = {
        ...before,
        title: input.title ?? before.title,
        price: input.price ?? before.price,
        vendor: input.vendor ?? before.vendor,
        productType: input.product_type ?? before.productType,
        tags: input.tags ?? before.tags,
      };
      store.catalogue.putProduct(changed);
      store.publish(`product/${changed.id}`, [
        { topic: "products/update", payload: productPayload(changed) },
      ]);
      return changed;
    });
    return answer(c, { product: json(product) });
  });
  routes.delete("/:id", (c) => {
    store.change(() => {
      const product = productOf(pathId(c));
      store.catalogue.deleteProduct(product);
      store.publish(`product/${product.id}`, [
        { topic: "products/delete", payload: { id: restId(product.id) } },
      ]);
    });
    return answer(c, {});
  });
  return routes;
}
