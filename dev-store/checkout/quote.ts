import { runFunctions } from "../functions/run.ts";
import type { Store } from "../store.ts";
import type { Cart } from "./cart-model.ts";
import { priceCart } from "./price.ts";
import type { Quote } from "./quote-model.ts";

export type { FunctionError, Quote, QuoteApplication, QuoteLine } from "./quote-model.ts";

/**
 * What the cart costs now. Functions run when the cart has changed since they last
 * did; what they said is kept with the cart.
 */
export async function quote(store: Store, cart: Cart): Promise<Quote> {
  if (cart.answers === null) {
    cart.answers = await runFunctions(store, cart, priceCart(store, cart, []));
    // The cart may have changed while they ran: then their answers count for this quote alone.
    const kept = store.carts.get(cart.token);
    if (kept?.revision === cart.revision && kept.orderId === null)
      store.carts.put({ ...kept, answers: cart.answers });
  }
  return priceCart(store, cart, cart.answers);
}
