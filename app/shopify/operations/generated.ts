// Written by `npm run codegen` from the .graphql files beside it. Do not edit.
import type { AdminOperation } from "./operation.ts";

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends " $fragmentName" | "__typename" ? T[P] : never };
export type CurrencyCode =
  | "AED"
  | "AFN"
  | "ALL"
  | "AMD"
  | "ANG"
  | "AOA"
  | "ARS"
  | "AUD"
  | "AWG"
  | "AZN"
  | "BAM"
  | "BBD"
  | "BDT"
  | "BGN"
  | "BHD"
  | "BIF"
  | "BMD"
  | "BND"
  | "BOB"
  | "BRL"
  | "BSD"
  | "BTN"
  | "BWP"
  | "BYN"
  | "BYR"
  | "BZD"
  | "CAD"
  | "CDF"
  | "CHF"
  | "CLP"
  | "CNY"
  | "COP"
  | "CRC"
  | "CVE"
  | "CZK"
  | "DJF"
  | "DKK"
  | "DOP"
  | "DZD"
  | "EGP"
  | "ERN"
  | "ETB"
  | "EUR"
  | "FJD"
  | "FKP"
  | "GBP"
  | "GEL"
  | "GHS"
  | "GIP"
  | "GMD"
  | "GNF"
  | "GTQ"
  | "GYD"
  | "HKD"
  | "HNL"
  | "HRK"
  | "HTG"
  | "HUF"
  | "IDR"
  | "ILS"
  | "INR"
  | "IQD"
  | "IRR"
  | "ISK"
  | "JEP"
  | "JMD"
  | "JOD"
  | "JPY"
  | "KES"
  | "KGS"
  | "KHR"
  | "KID"
  | "KMF"
  | "KRW"
  | "KWD"
  | "KYD"
  | "KZT"
  | "LAK"
  | "LBP"
  | "LKR"
  | "LRD"
  | "LSL"
  | "LTL"
  | "LVL"
  | "LYD"
  | "MAD"
  | "MDL"
  | "MGA"
  | "MKD"
  | "MMK"
  | "MNT"
  | "MOP"
  | "MRU"
  | "MUR"
  | "MVR"
  | "MWK"
  | "MXN"
  | "MYR"
  | "MZN"
  | "NAD"
  | "NGN"
  | "NIO"
  | "NOK"
  | "NPR"
  | "NZD"
  | "OMR"
  | "PAB"
  | "PEN"
  | "PGK"
  | "PHP"
  | "PKR"
  | "PLN"
  | "PYG"
  | "QAR"
  | "RON"
  | "RSD"
  | "RUB"
  | "RWF"
  | "SAR"
  | "SBD"
  | "SCR"
  | "SDG"
  | "SEK"
  | "SGD"
  | "SHP"
  | "SLL"
  | "SOS"
  | "SRD"
  | "SSP"
  | "STD"
  | "STN"
  | "SYP"
  | "SZL"
  | "THB"
  | "TJS"
  | "TMT"
  | "TND"
  | "TOP"
  | "TRY"
  | "TTD"
  | "TWD"
  | "TZS"
  | "UAH"
  | "UGX"
  | "USD"
  | "USDC"
  | "UYU"
  | "UZS"
  | "VED"
  | "VEF"
  | "VES"
  | "VND"
  | "VUV"
  | "WST"
  | "XAF"
  | "XCD"
  | "XOF"
  | "XPF"
  | "XXX"
  | "YER"
  | "ZAR"
  | "ZMW";

export type OrderDisplayFinancialStatus =
  | "AUTHORIZED"
  | "EXPIRED"
  | "PAID"
  | "PARTIALLY_PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "REFUNDED"
  | "VOIDED";

export type OrderTransactionKind =
  | "AUTHORIZATION"
  | "CAPTURE"
  | "CHANGE"
  | "EMV_AUTHORIZATION"
  | "REFUND"
  | "SALE"
  | "SUGGESTED_REFUND"
  | "VOID";

export type OrderTransactionStatus =
  "AWAITING_RESPONSE" | "ERROR" | "FAILURE" | "PENDING" | "SUCCESS" | "UNKNOWN";

export type SaleLineType =
  | "ADDITIONAL_FEE"
  | "ADJUSTMENT"
  | "DUTY"
  | "FEE"
  | "GIFT_CARD"
  | "PRODUCT"
  | "SHIPPING"
  | "TIP"
  | "UNKNOWN";

export type CustomerQueryVariables = Exact<{
  id: string;
}>;

export type CustomerQuery = {
  readonly customer: {
    readonly id: string;
    readonly tags: ReadonlyArray<string>;
    readonly defaultEmailAddress: { readonly emailAddress: string } | null;
  } | null;
};

export type LineFactsFragment = {
  readonly id: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly isGiftCard: boolean;
  readonly requiresShipping: boolean;
  readonly title: string;
  readonly product: { readonly id: string } | null;
  readonly originalUnitPriceSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
  readonly discountAllocations: ReadonlyArray<{
    readonly allocatedAmountSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
  }>;
  readonly taxLines: ReadonlyArray<{
    readonly priceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
  }>;
};

export type ShopMoneyFragment = {
  readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
};

export type OrderFactsFragment = {
  readonly id: string;
  readonly name: string;
  readonly updatedAt: string;
  readonly processedAt: string;
  readonly cancelledAt: string | null;
  readonly currencyCode: CurrencyCode;
  readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
  readonly edited: boolean;
  readonly email: string | null;
  readonly sourceName: string | null;
  readonly taxesIncluded: boolean;
  readonly test: boolean;
  readonly totalTipReceivedSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
  readonly customer: { readonly id: string } | null;
  readonly lineItems: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly quantity: number;
      readonly currentQuantity: number;
      readonly isGiftCard: boolean;
      readonly requiresShipping: boolean;
      readonly title: string;
      readonly product: { readonly id: string } | null;
      readonly originalUnitPriceSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly discountAllocations: ReadonlyArray<{
        readonly allocatedAmountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
      readonly taxLines: ReadonlyArray<{
        readonly priceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly shippingLines: {
    readonly nodes: ReadonlyArray<{
      readonly discountedPriceSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
  };
  readonly refunds: ReadonlyArray<{
    readonly id: string;
    readonly createdAt: string | null;
    readonly processedAt: string;
    readonly refundLineItems: {
      readonly nodes: ReadonlyArray<{
        readonly quantity: number;
        readonly lineItem: { readonly id: string };
        readonly subtotalSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly totalTaxSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
    readonly refundShippingLines: {
      readonly nodes: ReadonlyArray<{
        readonly subtotalAmountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly taxAmountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    };
    readonly orderAdjustments: {
      readonly nodes: ReadonlyArray<{
        readonly amountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly taxAmountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    };
    readonly transactions: {
      readonly nodes: ReadonlyArray<{
        readonly kind: OrderTransactionKind;
        readonly status: OrderTransactionStatus;
        readonly amountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    };
  }>;
  readonly transactions: ReadonlyArray<{
    readonly kind: OrderTransactionKind;
    readonly status: OrderTransactionStatus;
    readonly createdAt: string;
    readonly processedAt: string | null;
  }>;
};

export type OrderLinesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;

export type OrderLinesQuery = {
  readonly order: {
    readonly lineItems: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly quantity: number;
        readonly currentQuantity: number;
        readonly isGiftCard: boolean;
        readonly requiresShipping: boolean;
        readonly title: string;
        readonly product: { readonly id: string } | null;
        readonly originalUnitPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly discountAllocations: ReadonlyArray<{
          readonly allocatedAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
        readonly taxLines: ReadonlyArray<{
          readonly priceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type OrderSalesQueryVariables = Exact<{
  id: string;
  agreements: number;
  after?: string | null | undefined;
  sales: number;
}>;

export type OrderSalesQuery = {
  readonly order: {
    readonly agreements: {
      readonly nodes: ReadonlyArray<
        | {
            readonly __typename: "OrderAgreement";
            readonly id: string;
            readonly sales: {
              readonly nodes: ReadonlyArray<
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
              >;
              readonly pageInfo: { readonly hasNextPage: boolean };
            };
          }
        | {
            readonly __typename: "OrderEditAgreement";
            readonly id: string;
            readonly sales: {
              readonly nodes: ReadonlyArray<
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
              >;
              readonly pageInfo: { readonly hasNextPage: boolean };
            };
          }
        | {
            readonly __typename: "RefundAgreement";
            readonly id: string;
            readonly sales: {
              readonly nodes: ReadonlyArray<
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
              >;
              readonly pageInfo: { readonly hasNextPage: boolean };
            };
          }
        | {
            readonly __typename: "ReturnAgreement";
            readonly id: string;
            readonly sales: {
              readonly nodes: ReadonlyArray<
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
                | {
                    readonly quantity: number | null;
                    readonly lineType: SaleLineType;
                    readonly lineItem: { readonly id: string };
                  }
                | { readonly quantity: number | null; readonly lineType: SaleLineType }
              >;
              readonly pageInfo: { readonly hasNextPage: boolean };
            };
          }
      >;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type OrderQueryVariables = Exact<{
  id: string;
  lines: number;
  refunds: number;
  refundLines: number;
}>;

export type OrderQuery = {
  readonly order: {
    readonly id: string;
    readonly name: string;
    readonly updatedAt: string;
    readonly processedAt: string;
    readonly cancelledAt: string | null;
    readonly currencyCode: CurrencyCode;
    readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
    readonly edited: boolean;
    readonly email: string | null;
    readonly sourceName: string | null;
    readonly taxesIncluded: boolean;
    readonly test: boolean;
    readonly totalTipReceivedSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
    readonly customer: { readonly id: string } | null;
    readonly lineItems: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly quantity: number;
        readonly currentQuantity: number;
        readonly isGiftCard: boolean;
        readonly requiresShipping: boolean;
        readonly title: string;
        readonly product: { readonly id: string } | null;
        readonly originalUnitPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly discountAllocations: ReadonlyArray<{
          readonly allocatedAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
        readonly taxLines: ReadonlyArray<{
          readonly priceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
    readonly shippingLines: {
      readonly nodes: ReadonlyArray<{
        readonly discountedPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    };
    readonly refunds: ReadonlyArray<{
      readonly id: string;
      readonly createdAt: string | null;
      readonly processedAt: string;
      readonly refundLineItems: {
        readonly nodes: ReadonlyArray<{
          readonly quantity: number;
          readonly lineItem: { readonly id: string };
          readonly subtotalSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly totalTaxSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
      readonly refundShippingLines: {
        readonly nodes: ReadonlyArray<{
          readonly subtotalAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly taxAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      };
      readonly orderAdjustments: {
        readonly nodes: ReadonlyArray<{
          readonly amountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly taxAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      };
      readonly transactions: {
        readonly nodes: ReadonlyArray<{
          readonly kind: OrderTransactionKind;
          readonly status: OrderTransactionStatus;
          readonly amountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      };
    }>;
    readonly transactions: ReadonlyArray<{
      readonly kind: OrderTransactionKind;
      readonly status: OrderTransactionStatus;
      readonly createdAt: string;
      readonly processedAt: string | null;
    }>;
  } | null;
};

export type OrdersKnownQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type OrdersKnownQuery = {
  readonly nodes: ReadonlyArray<
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | { readonly id: string }
    | null
  >;
};

export type OrdersUpdatedQueryVariables = Exact<{
  filter: string;
  first: number;
  after?: string | null | undefined;
  lines: number;
  refunds: number;
  refundLines: number;
}>;

export type OrdersUpdatedQuery = {
  readonly orders: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly updatedAt: string;
      readonly processedAt: string;
      readonly cancelledAt: string | null;
      readonly currencyCode: CurrencyCode;
      readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
      readonly edited: boolean;
      readonly email: string | null;
      readonly sourceName: string | null;
      readonly taxesIncluded: boolean;
      readonly test: boolean;
      readonly totalTipReceivedSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly customer: { readonly id: string } | null;
      readonly lineItems: {
        readonly nodes: ReadonlyArray<{
          readonly id: string;
          readonly quantity: number;
          readonly currentQuantity: number;
          readonly isGiftCard: boolean;
          readonly requiresShipping: boolean;
          readonly title: string;
          readonly product: { readonly id: string } | null;
          readonly originalUnitPriceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly discountAllocations: ReadonlyArray<{
            readonly allocatedAmountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
          readonly taxLines: ReadonlyArray<{
            readonly priceSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
        }>;
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
      readonly shippingLines: {
        readonly nodes: ReadonlyArray<{
          readonly discountedPriceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      };
      readonly refunds: ReadonlyArray<{
        readonly id: string;
        readonly createdAt: string | null;
        readonly processedAt: string;
        readonly refundLineItems: {
          readonly nodes: ReadonlyArray<{
            readonly quantity: number;
            readonly lineItem: { readonly id: string };
            readonly subtotalSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
            readonly totalTaxSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
        readonly refundShippingLines: {
          readonly nodes: ReadonlyArray<{
            readonly subtotalAmountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
            readonly taxAmountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
        };
        readonly orderAdjustments: {
          readonly nodes: ReadonlyArray<{
            readonly amountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
            readonly taxAmountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
        };
        readonly transactions: {
          readonly nodes: ReadonlyArray<{
            readonly kind: OrderTransactionKind;
            readonly status: OrderTransactionStatus;
            readonly amountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
        };
      }>;
      readonly transactions: ReadonlyArray<{
        readonly kind: OrderTransactionKind;
        readonly status: OrderTransactionStatus;
        readonly createdAt: string;
        readonly processedAt: string | null;
      }>;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type RefundFactsFragment = {
  readonly id: string;
  readonly createdAt: string | null;
  readonly processedAt: string;
  readonly refundLineItems: {
    readonly nodes: ReadonlyArray<{
      readonly quantity: number;
      readonly lineItem: { readonly id: string };
      readonly subtotalSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly totalTaxSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly refundShippingLines: {
    readonly nodes: ReadonlyArray<{
      readonly subtotalAmountSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly taxAmountSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
  };
  readonly orderAdjustments: {
    readonly nodes: ReadonlyArray<{
      readonly amountSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly taxAmountSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
  };
  readonly transactions: {
    readonly nodes: ReadonlyArray<{
      readonly kind: OrderTransactionKind;
      readonly status: OrderTransactionStatus;
      readonly amountSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
  };
};

export type RefundLineFactsFragment = {
  readonly quantity: number;
  readonly lineItem: { readonly id: string };
  readonly subtotalSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
  readonly totalTaxSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
};

export type RefundLinesQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;

export type RefundLinesQuery = {
  readonly refund: {
    readonly refundLineItems: {
      readonly nodes: ReadonlyArray<{
        readonly quantity: number;
        readonly lineItem: { readonly id: string };
        readonly subtotalSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly totalTaxSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ShopQueryVariables = Exact<{ [key: string]: never }>;

export type ShopQuery = {
  readonly shop: {
    readonly myshopifyDomain: string;
    readonly name: string;
    readonly currencyCode: CurrencyCode;
    readonly ianaTimezone: string;
  };
  readonly currentAppInstallation: {
    readonly accessScopes: ReadonlyArray<{ readonly handle: string }>;
  };
};

export const customerOperation: AdminOperation<CustomerQuery, CustomerQueryVariables> = {
  name: "Customer",
  text: `query Customer($id: ID!) {
  customer(id: $id) {
    id
    tags
    defaultEmailAddress {
      emailAddress
    }
  }
}`,
};

export const orderLinesOperation: AdminOperation<OrderLinesQuery, OrderLinesQueryVariables> = {
  name: "OrderLines",
  text: `query OrderLines($id: ID!, $first: Int!, $after: String) {
  order(id: $id) {
    lineItems(first: $first, after: $after) {
      nodes {
        ...LineFacts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}

fragment LineFacts on LineItem {
  id
  quantity
  currentQuantity
  isGiftCard
  requiresShipping
  title
  product {
    id
  }
  originalUnitPriceSet {
    ...ShopMoney
  }
  discountAllocations {
    allocatedAmountSet {
      ...ShopMoney
    }
  }
  taxLines {
    priceSet {
      ...ShopMoney
    }
  }
}

fragment ShopMoney on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
}`,
};

export const orderSalesOperation: AdminOperation<OrderSalesQuery, OrderSalesQueryVariables> = {
  name: "OrderSales",
  text: `query OrderSales($id: ID!, $agreements: Int!, $after: String, $sales: Int!) {
  order(id: $id) {
    agreements(first: $agreements, after: $after) {
      nodes {
        __typename
        id
        sales(first: $sales) {
          nodes {
            quantity
            lineType
            ... on ProductSale {
              lineItem {
                id
              }
            }
            ... on GiftCardSale {
              lineItem {
                id
              }
            }
            ... on TipSale {
              lineItem {
                id
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
};

export const orderOperation: AdminOperation<OrderQuery, OrderQueryVariables> = {
  name: "Order",
  text: `query Order($id: ID!, $lines: Int!, $refunds: Int!, $refundLines: Int!) {
  order(id: $id) {
    ...OrderFacts
  }
}

fragment LineFacts on LineItem {
  id
  quantity
  currentQuantity
  isGiftCard
  requiresShipping
  title
  product {
    id
  }
  originalUnitPriceSet {
    ...ShopMoney
  }
  discountAllocations {
    allocatedAmountSet {
      ...ShopMoney
    }
  }
  taxLines {
    priceSet {
      ...ShopMoney
    }
  }
}

fragment OrderFacts on Order {
  id
  name
  updatedAt
  processedAt
  cancelledAt
  currencyCode
  displayFinancialStatus
  edited
  email
  sourceName
  taxesIncluded
  test
  totalTipReceivedSet {
    ...ShopMoney
  }
  customer {
    id
  }
  lineItems(first: $lines) {
    nodes {
      ...LineFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  shippingLines(first: 5) {
    nodes {
      discountedPriceSet {
        ...ShopMoney
      }
    }
  }
  refunds(first: $refunds) {
    ...RefundFacts
  }
  transactions(first: 20) {
    kind
    status
    createdAt
    processedAt
  }
}

fragment RefundFacts on Refund {
  id
  createdAt
  processedAt
  refundLineItems(first: $refundLines) {
    nodes {
      ...RefundLineFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundShippingLines(first: 5) {
    nodes {
      subtotalAmountSet {
        ...ShopMoney
      }
      taxAmountSet {
        ...ShopMoney
      }
    }
  }
  orderAdjustments(first: 10) {
    nodes {
      amountSet {
        ...ShopMoney
      }
      taxAmountSet {
        ...ShopMoney
      }
    }
  }
  transactions(first: 10) {
    nodes {
      kind
      status
      amountSet {
        ...ShopMoney
      }
    }
  }
}

fragment RefundLineFacts on RefundLineItem {
  quantity
  lineItem {
    id
  }
  subtotalSet {
    ...ShopMoney
  }
  totalTaxSet {
    ...ShopMoney
  }
}

fragment ShopMoney on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
}`,
};

export const ordersKnownOperation: AdminOperation<OrdersKnownQuery, OrdersKnownQueryVariables> = {
  name: "OrdersKnown",
  text: `query OrdersKnown($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
  }
}`,
};

export const ordersUpdatedOperation: AdminOperation<
  OrdersUpdatedQuery,
  OrdersUpdatedQueryVariables
> = {
  name: "OrdersUpdated",
  text: `query OrdersUpdated($filter: String!, $first: Int!, $after: String, $lines: Int!, $refunds: Int!, $refundLines: Int!) {
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $filter) {
    nodes {
      ...OrderFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment LineFacts on LineItem {
  id
  quantity
  currentQuantity
  isGiftCard
  requiresShipping
  title
  product {
    id
  }
  originalUnitPriceSet {
    ...ShopMoney
  }
  discountAllocations {
    allocatedAmountSet {
      ...ShopMoney
    }
  }
  taxLines {
    priceSet {
      ...ShopMoney
    }
  }
}

fragment OrderFacts on Order {
  id
  name
  updatedAt
  processedAt
  cancelledAt
  currencyCode
  displayFinancialStatus
  edited
  email
  sourceName
  taxesIncluded
  test
  totalTipReceivedSet {
    ...ShopMoney
  }
  customer {
    id
  }
  lineItems(first: $lines) {
    nodes {
      ...LineFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  shippingLines(first: 5) {
    nodes {
      discountedPriceSet {
        ...ShopMoney
      }
    }
  }
  refunds(first: $refunds) {
    ...RefundFacts
  }
  transactions(first: 20) {
    kind
    status
    createdAt
    processedAt
  }
}

fragment RefundFacts on Refund {
  id
  createdAt
  processedAt
  refundLineItems(first: $refundLines) {
    nodes {
      ...RefundLineFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundShippingLines(first: 5) {
    nodes {
      subtotalAmountSet {
        ...ShopMoney
      }
      taxAmountSet {
        ...ShopMoney
      }
    }
  }
  orderAdjustments(first: 10) {
    nodes {
      amountSet {
        ...ShopMoney
      }
      taxAmountSet {
        ...ShopMoney
      }
    }
  }
  transactions(first: 10) {
    nodes {
      kind
      status
      amountSet {
        ...ShopMoney
      }
    }
  }
}

fragment RefundLineFacts on RefundLineItem {
  quantity
  lineItem {
    id
  }
  subtotalSet {
    ...ShopMoney
  }
  totalTaxSet {
    ...ShopMoney
  }
}

fragment ShopMoney on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
}`,
};

export const refundLinesOperation: AdminOperation<RefundLinesQuery, RefundLinesQueryVariables> = {
  name: "RefundLines",
  text: `query RefundLines($id: ID!, $first: Int!, $after: String) {
  refund(id: $id) {
    refundLineItems(first: $first, after: $after) {
      nodes {
        ...RefundLineFacts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}

fragment RefundLineFacts on RefundLineItem {
  quantity
  lineItem {
    id
  }
  subtotalSet {
    ...ShopMoney
  }
  totalTaxSet {
    ...ShopMoney
  }
}

fragment ShopMoney on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
}`,
};

export const shopOperation: AdminOperation<ShopQuery, ShopQueryVariables> = {
  name: "Shop",
  text: `query Shop {
  shop {
    myshopifyDomain
    name
    currencyCode
    ianaTimezone
  }
  currentAppInstallation {
    accessScopes {
      handle
    }
  }
}`,
};
