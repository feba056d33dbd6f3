import { z } from "zod";
import { done } from "../e2e/support/clients.ts";
import { npmRun } from "../e2e/support/npm.ts";
import type { Kopilka } from "../support/kopilka.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const PRODUCTS = [
  { title: "Brake disc", price: "3200.00" },
  { title: "Brake pads", price: "2450.00" },
  { title: "Oil filter", price: "890.00" },
];

/** What was bought so many days ago: numbers of the products above. */
const ORDERS = [
  { daysAgo: 61, quantities: [2, 2, 1] },
  { daysAgo: 33, quantities: [4, 0, 3] },
];

const madeProduct = z.object({ product: z.object({ id: z.coerce.string() }) });
const madeOrder = z.object({
  order: z.object({
    id: z.coerce.string(),
    line_items: z.array(z.object({ id: z.coerce.string() })),
  }),
});

/** Somebody whose points of earlier orders can be spent, with a history that is worth a look. */
export interface RegularCustomer {
  readonly email: string;
  readonly name: string;
}

/** Makes the products that the pictures show, and a customer who has bought them twice. */
export async function regularCustomer(kopilka: Kopilka): Promise<RegularCustomer> {
  const control = (path: string, body: unknown) =>
    done(`${kopilka.devStore}/control${path}`, "POST", body);
  const now = Date.now();
  const daysAgo = (days: number) => new Date(now - days * DAY_MS).toISOString();

  const products: string[] = [];
  for (const product of PRODUCTS) {
    const answer = await control("/products", product);
    products.push(madeProduct.parse(answer).product.id);
  }
  const customer = { email: "anna@example.com", first_name: "Anna", last_name: "Orlova" };
  for (const [number, { daysAgo: days, quantities }] of ORDERS.entries()) {
    const lines = quantities.flatMap((quantity, n) =>
      quantity === 0 ? [] : [{ product_id: products[n], quantity }],
    );
    const answer = await control("/orders", { customer, line_items: lines, at: daysAgo(days) });
    if (number > 0) continue;
    const { order } = madeOrder.parse(answer);
    await control(`/orders/${order.id}/refunds`, {
      refund_line_items: [{ line_item_id: order.line_items[1]?.id, quantity: 1 }],
      at: daysAgo(days - 3),
    });
  }
  await control("/settle", {});
  const matured = await npmRun(kopilka.folder, "job", "mature-points");
  if (matured.code !== 0) throw new Error(matured.output);
  return { email: customer.email, name: `${customer.first_name} ${customer.last_name}` };
}
