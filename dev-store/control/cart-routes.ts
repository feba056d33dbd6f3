import { Hono, type Context } from "hono";
import {
  cartInput,
  cartChange,
  cartMetafieldInput,
  completionInput,
} from "../checkout/cart-input.ts";
import {
  cartOf,
  changeCart,
  createCart,
  removeCartMetafield,
  setCartMetafield,
} from "../checkout/cart.ts";
import { completeCheckout } from "../checkout/complete.ts";
import { quote } from "../checkout/quote.ts";
import { Refusal } from "../refusal.ts";
import { orderJson } from "../rest/order-json.ts";
import type { Store } from "../store.ts";
import { answer, readBody } from "./answers.ts";
import { cartJson, quoteJson } from "./cart-json.ts";

const tokenOf = (c: Context): string => c.req.param("token") ?? "";

/** `/control/carts`: what a buyer puts together. */
export function cartRoutes(store: Store): Hono {
  const routes = new Hono();
  const readCart = async (c: Context) =>
    cartChange(await readBody(c, cartInput), (productId) => {
      const product = store.catalogue.product(productId);
      if (product === null)
        throw new Refusal(422, "unprocessable", `There is no product ${productId}`, "lines");
      return product.variantId;
    });

  routes.get("/", (c) => answer(c, { carts: store.carts.latest(50).map(cartJson) }));
  routes.post("/", async (c) =>
    answer(c, { cart: cartJson(createCart(store, await readCart(c))) }, 201),
  );
  routes.get("/:token", (c) => answer(c, { cart: cartJson(cartOf(store, tokenOf(c))) }));
  routes.put("/:token", async (c) =>
    answer(c, { cart: cartJson(changeCart(store, tokenOf(c), await readCart(c))) }),
  );
  routes.post("/:token/metafields", async (c) =>
    answer(c, {
      cart: cartJson(setCartMetafield(store, tokenOf(c), await readBody(c, cartMetafieldInput))),
    }),
  );
  routes.delete("/:token/metafields/:namespace/:key", (c) =>
    answer(c, {
      cart: cartJson(
        removeCartMetafield(store, tokenOf(c), {
          namespace: c.req.param("namespace"),
          key: c.req.param("key"),
        }),
      ),
    }),
  );
  return routes;
}

/** `/control/checkouts`: what a cart costs, and the order that it becomes. */
export function quoteRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.get("/:token", async (c) =>
    answer(c, { checkout: quoteJson(await quote(store, cartOf(store, tokenOf(c)))) }),
  );
  routes.post("/:token/complete", async (c) => {
    const input = await readBody(c, completionInput);
    const order = await completeCheckout(store, tokenOf(c), {
      payment: input.payment,
      ...(input.expected_total === undefined ? {} : { expectedTotal: input.expected_total }),
    });
    return answer(c, { order: orderJson(store, order) }, 201);
  });
  return routes;
}
