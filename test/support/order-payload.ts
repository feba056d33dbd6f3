/**
 * A REST-shaped order as Shopify's webhooks carry it, with the fields that
 * Kopilka ignores, too. Amounts are roubles unless told otherwise.
 */
export interface LineOptions {
  readonly id: number | string;
  readonly price: string;
  readonly quantity?: number;
  readonly discounts?: readonly string[];
  readonly tax?: string;
  readonly [field: string]: unknown;
}

type Json = Record<string, unknown>;

/** Shop money in roubles beside presentment money that is plainly another amount. */
export const set = (amount: string, currency = "RUB"): Json => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: "0.01", currency_code: "EUR" },
});

export function linePayload({
  id,
  price,
  quantity = 1,
  discounts = [],
  tax = "0.00",
  ...rest
}: LineOptions): Json {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    attributed_staffs: [],
    current_quantity: quantity,
    fulfillable_quantity: quantity,
    fulfillment_service: "manual",
    fulfillment_status: null,
    gift_card: false,
    grams: 567,
    name: "Oil filter W 712/75",
    price,
    price_set: set(price),
    product_exists: true,
    product_id: 632910392,
    properties: [],
    quantity,
    requires_shipping: true,
    sku: "W71275",
    taxable: true,
    title: "Oil filter W 712/75",
    total_discount: "0.00",
    total_discount_set: set("0.00"),
    variant_id: 808950810,
    variant_inventory_management: "shopify",
    variant_title: null,
    vendor: "MANN-FILTER",
    tax_lines: [
      { channel_liable: false, price: tax, price_set: set(tax), rate: 0.2, title: "НДС" },
    ],
    duties: [],
    discount_allocations: discounts.map((amount, index) => ({
      amount,
      amount_set: set(amount),
      discount_application_index: index,
    })),
    ...rest,
  };
}

export function orderPayload(lines: readonly LineOptions[], rest: Json = {}): Json {
  const address = {
    first_name: "Анна",
    address1: "Невский проспект, 1",
    phone: "+7 812 000 00 00",
    city: "Санкт-Петербург",
    zip: "191186",
    province: null,
    country: "Russia",
    last_name: "Смирнова",
    address2: "",
    company: null,
    latitude: 59.936,
    longitude: 30.312,
    name: "Анна Смирнова",
    country_code: "RU",
    province_code: null,
  };
  return {
    id: "820982911946154508",
    admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
    app_id: 580111,
    browser_ip: null,
    buyer_accepts_marketing: true,
    cancel_reason: null,
    cancelled_at: null,
    cart_token: null,
    checkout_id: 37103340224702,
    checkout_token: "c25fa9d3ac8f6d4f8b0b0d7d0f1f2a3b",
    client_details: { accept_language: "ru", browser_height: null, user_agent: "Mozilla/5.0" },
    closed_at: null,
    company: null,
    confirmation_number: "XPAV284CT",
    confirmed: true,
    contact_email: "anna@example.com",
    created_at: "2026-11-20T12:00:00+03:00",
    currency: "RUB",
    current_subtotal_price: "1000.00",
    current_subtotal_price_set: set("1000.00"),
    current_total_price: "1000.00",
    current_total_price_set: set("1000.00"),
    customer_locale: "ru",
    discount_codes: [],
    duties_included: false,
    email: "anna@example.com",
    estimated_taxes: false,
    financial_status: "paid",
    fulfillment_status: null,
    landing_site: "/collections/filters?utm_source=yandex",
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    name: "#1001",
    note: null,
    note_attributes: [],
    number: 1,
    order_number: 1001,
    order_status_url: "https://kopilka-dev.myshopify.com/1/orders/abc/authenticate?key=def",
    payment_gateway_names: ["bogus"],
    phone: null,
    presentment_currency: "EUR",
    processed_at: "2026-11-20T12:00:00+03:00",
    source_name: "web",
    subtotal_price: "1000.00",
    subtotal_price_set: set("1000.00"),
    tags: "",
    tax_exempt: false,
    tax_lines: [],
    taxes_included: true,
    test: false,
    token: "b1946ac92492d2347c6235b4d2611184",
    total_discounts: "0.00",
    total_discounts_set: set("0.00"),
    total_price: "1000.00",
    total_price_set: set("1000.00"),
    total_weight: 0,
    updated_at: "2026-11-20T12:00:05+03:00",
    user_id: null,
    billing_address: address,
    shipping_address: address,
    customer: {
      id: "115310627314723954",
      admin_graphql_api_id: "gid://shopify/Customer/115310627314723954",
      email: "anna@example.com",
      first_name: "Анна",
      last_name: "Смирнова",
      state: "enabled",
      tags: "опт, постоянный",
      currency: "RUB",
      default_address: address,
    },
    discount_applications: [],
    fulfillments: [],
    line_items: lines.map(linePayload),
    payment_terms: null,
    refunds: [],
    shipping_lines: [],
    ...rest,
  };
}

export interface RefundOptions {
  readonly id: number;
  /** Line id, quantity, subtotal and, where it matters, tax. */
  readonly lines?: readonly (readonly [
    id: number,
    quantity: number,
    subtotal: string,
    tax?: string,
  ])[];
  /** Amount and status of the refund transaction. */
  readonly paid?: readonly [amount: string, status?: string];
  readonly discrepancy?: string;
  readonly shipping?: readonly [amount: string, tax: string];
  readonly [field: string]: unknown;
}

export function refundPayload({
  id,
  lines = [],
  paid,
  discrepancy,
  shipping,
  ...rest
}: RefundOptions): Json {
  const adjustment = (kind: string, amount: string, tax: string) => ({
    id: id * 10,
    kind,
    amount,
    amount_set: set(amount),
    tax_amount: tax,
    tax_amount_set: set(tax),
    reason: kind === "shipping_refund" ? "Shipping refund" : "Refund discrepancy",
  });
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_id: 450789469,
    created_at: "2026-11-21T09:00:00+03:00",
    processed_at: "2026-11-21T09:00:00+03:00",
    note: "wrong size",
    restock: true,
    user_id: null,
    duties: [],
    refund_shipping_lines: [],
    total_duties_set: set("0.00"),
    refund_line_items: lines.map(([line, quantity, subtotal, tax = "0.00"]) => ({
      id: line + id,
      line_item_id: line,
      quantity,
      restock_type: "return",
      subtotal: Number(subtotal),
      subtotal_set: set(subtotal),
      total_tax: Number(tax),
      total_tax_set: set(tax),
      line_item: linePayload({ id: line, price: "500.00" }),
    })),
    order_adjustments: [
      ...(discrepancy === undefined ? [] : [adjustment("refund_discrepancy", discrepancy, "0.00")]),
      ...(shipping === undefined ? [] : [adjustment("shipping_refund", ...shipping)]),
    ],
    transactions:
      paid === undefined
        ? []
        : [
            {
              id: id * 100,
              amount: paid[0],
              currency: "RUB",
              gateway: "bogus",
              kind: "refund",
              parent_id: 1,
              status: paid[1] ?? "success",
              test: false,
            },
          ],
    ...rest,
  };
}
