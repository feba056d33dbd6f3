import { Hono } from "hono";
import { z } from "zod";
import type { Product } from "../model.ts";
import { writeMoney } from "../money.ts";
import { notFound } from "../refusal.ts";
import { restId } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { answer, pathId, readBody } from "./answers.ts";
import { money } from "./fields.ts";

const productInput = z.strictObject({
  title: z.string().min(1),
  price: money,
  sku: z.string().optional(),
  vendor: z.string().default("Мотор"),
  product_type: z.string().default("Запчасть"),
  tags: z.array(z.string()).default([]),
});

const json = (product: Product) => ({
  id: restId(product.id),
  variant_id: restId(product.variantId),
  title: product.title,
  handle: product.handle,
  sku: product.sku,
  price: writeMoney(product.price),
  tags: product.tags,
});

/** `/control/products`: the catalogue, and more of it for a shop that starts empty. */
export function productRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.get("/", (c) => answer(c, { products: store.catalogue.products().map(json) }));
  routes.get("/:id", (c) => {
    const product = store.catalogue.product(pathId(c));
    if (product === null) throw notFound("product", pathId(c));
    return answer(c, { product: json(product) });
  });
  routes.post("/", async (c) => {
    const input = await readBody(c, productInput);
    const product = store.db.transaction(() => {
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
        collectionIds: [],
        createdAt: store.now(),
      };
      store.catalogue.putProduct(made);
      return made;
    });
    return answer(c, { product: json(product) }, 201);
  });
  return routes;
}
