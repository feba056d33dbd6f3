import { html } from "hono/html";
import type { Markup } from "../pages/layout.ts";
import { SHOP_CURRENCY } from "../money.ts";
import type { Store } from "../store.ts";
import { price } from "./money.ts";

const ON_A_PAGE = 12;

/** The shop's products, a page of them; each can be put into the cart. */
export function productPage(store: Store, page: number, locale: string): Markup {
  const all = store.catalogue.products();
  const shown = all.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
  if (shown.length === 0) return html`<p class="empty">There are no products here.</p>`;
  const pages = Math.ceil(all.length / ON_A_PAGE);
  return html`<ul class="products">
      ${shown.map(
        (product) =>
          html`<li>
            <strong lang="ru">${product.title}</strong>
            <span class="dim">${product.vendor}</span>
            <span>${price(product.price, SHOP_CURRENCY, locale)}</span>
            <form method="post" action="/store/cart/add" class="row">
              <input type="hidden" name="variant" value="${product.variantId}" />
              <button aria-label="Add to cart: ${product.title}">Add to cart</button>
            </form>
          </li>`,
      )}
    </ul>
    <nav class="pager" aria-label="Pages">
      ${page > 1 ? html`<a href="/store?page=${page - 1}" rel="prev">Previous</a>` : ""}
      <span class="dim">Page ${page} of ${pages}</span>
      ${page < pages ? html`<a href="/store?page=${page + 1}" rel="next">Next</a>` : ""}
    </nav>`;
}
