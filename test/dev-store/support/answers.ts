/** The parts of the dev store's answers that the tests look into. */
export interface CustomerJson {
  readonly id: number;
  readonly admin_graphql_api_id: string;
  readonly email: string;
}

export interface LineJson {
  readonly id: number;
  readonly discount_allocations: readonly {
    readonly amount: string;
    readonly discount_application_index: number;
  }[];
}

export interface RefundJson {
  readonly transactions: readonly object[];
  readonly order_adjustments: readonly object[];
  readonly refund_shipping_lines: readonly object[];
  readonly refund_line_items: readonly { readonly subtotal: number }[];
}

export interface OrderJson {
  readonly id: number;
  readonly admin_graphql_api_id: string;
  readonly name: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly total_price: string;
  readonly financial_status: string;
  readonly customer: CustomerJson | null;
  readonly discount_applications: readonly { readonly title?: string; readonly type: string }[];
  readonly line_items: readonly LineJson[];
  readonly refunds: readonly RefundJson[];
  readonly total_price_set: object;
  readonly metafields?: readonly { readonly key: string; readonly value: string }[];
  readonly note_attributes: readonly { readonly name: string; readonly value: string }[];
}

/** An amount of a quote: as the buyer sees it, and as the shop keeps it. */
export interface QuotedMoney {
  readonly amount: string;
  readonly currency: string;
  readonly shop_amount: string;
}

export interface CartJson {
  readonly token: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  readonly metafields: readonly { readonly namespace: string; readonly key: string }[];
  readonly order_id: number | null;
}

export interface CheckoutJson {
  readonly rate: string;
  readonly lines: readonly {
    readonly total: QuotedMoney;
    readonly allocations: readonly ({ readonly application: number } & QuotedMoney)[];
  }[];
  readonly applications: readonly ({
    readonly discount_title: string;
    readonly message: string | null;
    readonly code: string | null;
    readonly target_type: string;
  } & QuotedMoney)[];
  readonly rejected_codes: readonly { readonly code: string; readonly reason: string }[];
  readonly subtotal: QuotedMoney;
  readonly discounts: QuotedMoney;
  readonly shipping: { readonly price: QuotedMoney; readonly discounted: QuotedMoney } | null;
  readonly tax: QuotedMoney;
  readonly total: QuotedMoney;
  readonly function_errors: readonly {
    readonly discount_title: string;
    readonly message: string;
  }[];
}

export interface DiscountJson {
  readonly id: number;
  readonly title: string;
  readonly status: string;
}

export interface ProductJson {
  readonly id: number;
  readonly variant_id: number;
}

export interface DeliveryJson {
  readonly id: number;
  readonly status: string;
  readonly history: readonly { readonly status: number }[];
}

/** What the control API may answer: each call has some of these. */
export interface ControlAnswer {
  readonly order: OrderJson;
  readonly orders: readonly OrderJson[];
  readonly cart: CartJson;
  readonly checkout: CheckoutJson;
  readonly product: ProductJson;
  readonly discounts: readonly DiscountJson[];
  readonly customer: CustomerJson;
  readonly refund: RefundJson;
  readonly delivery: DeliveryJson;
  readonly deliveries: readonly DeliveryJson[];
  readonly status: number;
  readonly token: string;
  readonly counts: { readonly orders: number; readonly deliveries: { readonly lost: number } };
  readonly error: { readonly code: string; readonly message: string; readonly field?: string };
}

/** What the Admin API may answer. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly data: {
    readonly order: object;
    readonly orders: {
      readonly nodes: readonly { readonly id: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
    readonly metafieldsSet: {
      readonly metafields: readonly {
        readonly namespace: string;
        readonly compareDigest: string;
      }[];
      readonly userErrors: readonly object[];
    };
  };
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions: { readonly cost: object };
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
}
