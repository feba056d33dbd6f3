// Written by `npm run codegen` from src/*.graphql. Do not edit.

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends " $fragmentName" | "__typename" ? T[P] : never };
export type AssociatedDiscountCode = {
  readonly code: string;
};

export type CartDeliveryOptionsDiscountsGenerateRunResult = {
  readonly operations: ReadonlyArray<DeliveryOperation>;
};

export type CartLineMinimumQuantity = {
  readonly ids: ReadonlyArray<string>;
  readonly minimumQuantity: number;
};

export type CartLineMinimumSubtotal = {
  readonly ids: ReadonlyArray<string>;
  readonly minimumAmount: string;
};

export type CartLinePrerequisite = {
  readonly id: string;
  readonly quantity: number;
};

export type CartLineTarget = {
  readonly id: string;
  readonly quantity?: number | null | undefined;
};

export type CartLinesDiscountsGenerateRunResult = {
  readonly operations: ReadonlyArray<CartOperation>;
};

export type CartOperation = {
  readonly productDiscountsAdd?: ProductDiscountsAddOperation | null | undefined;
  readonly orderDiscountsAdd?: OrderDiscountsAddOperation | null | undefined;
  readonly enteredDiscountCodesAccept?: EnteredDiscountCodesAcceptOperation | null | undefined;
  readonly enteredDiscountCodesReject?: EnteredDiscountCodesRejectOperation | null | undefined;
};

export type Condition = {
  readonly orderMinimumSubtotal?: OrderMinimumSubtotal | null | undefined;
  readonly cartLineMinimumSubtotal?: CartLineMinimumSubtotal | null | undefined;
  readonly cartLineMinimumQuantity?: CartLineMinimumQuantity | null | undefined;
};

export type CurrencyCode =
  | "USD"
  | "EUR"
  | "GBP"
  | "CAD"
  | "AFN"
  | "ALL"
  | "DZD"
  | "AOA"
  | "ARS"
  | "AMD"
  | "AWG"
  | "AUD"
  | "BBD"
  | "AZN"
  | "BDT"
  | "BSD"
  | "BHD"
  | "BIF"
  | "BYN"
  | "BZD"
  | "BMD"
  | "BTN"
  | "BAM"
  | "BRL"
  | "BOB"
  | "BWP"
  | "BND"
  | "BGN"
  | "MMK"
  | "KHR"
  | "CVE"
  | "KYD"
  | "XAF"
  | "CLP"
  | "CNY"
  | "COP"
  | "KMF"
  | "CDF"
  | "CRC"
  | "HRK"
  | "CZK"
  | "DKK"
  | "DJF"
  | "DOP"
  | "XCD"
  | "EGP"
  | "ERN"
  | "ETB"
  | "FKP"
  | "XPF"
  | "FJD"
  | "GIP"
  | "GMD"
  | "GHS"
  | "GTQ"
  | "GYD"
  | "GEL"
  | "GNF"
  | "HTG"
  | "HNL"
  | "HKD"
  | "HUF"
  | "ISK"
  | "INR"
  | "IDR"
  | "ILS"
  | "IRR"
  | "IQD"
  | "JMD"
  | "JPY"
  | "JEP"
  | "JOD"
  | "KZT"
  | "KES"
  | "KID"
  | "KWD"
  | "KGS"
  | "LAK"
  | "LVL"
  | "LBP"
  | "LSL"
  | "LRD"
  | "LYD"
  | "LTL"
  | "MGA"
  | "MKD"
  | "MOP"
  | "MWK"
  | "MVR"
  | "MRU"
  | "MXN"
  | "MYR"
  | "MUR"
  | "MDL"
  | "MAD"
  | "MNT"
  | "MZN"
  | "NAD"
  | "NPR"
  | "ANG"
  | "NZD"
  | "NIO"
  | "NGN"
  | "NOK"
  | "OMR"
  | "PAB"
  | "PKR"
  | "PGK"
  | "PYG"
  | "PEN"
  | "PHP"
  | "PLN"
  | "QAR"
  | "RON"
  | "RUB"
  | "RWF"
  | "WST"
  | "SHP"
  | "SAR"
  | "RSD"
  | "SCR"
  | "SLL"
  | "SGD"
  | "SDG"
  | "SOS"
  | "SYP"
  | "ZAR"
  | "KRW"
  | "SSP"
  | "SBD"
  | "LKR"
  | "SRD"
  | "SZL"
  | "SEK"
  | "CHF"
  | "TWD"
  | "THB"
  | "TJS"
  | "TZS"
  | "TOP"
  | "TTD"
  | "TND"
  | "TRY"
  | "TMT"
  | "UGX"
  | "UAH"
  | "AED"
  | "UYU"
  | "UZS"
  | "VUV"
  | "VES"
  | "VND"
  | "XOF"
  | "YER"
  | "ZMW"
  | "USDC"
  | "BYR"
  | "STD"
  | "STN"
  | "VED"
  | "VEF"
  | "XXX";

export type DeliveryDiscountCandidate = {
  readonly targets: ReadonlyArray<DeliveryDiscountCandidateTarget>;
  readonly value: DeliveryDiscountCandidateValue;
  readonly message?: string | null | undefined;
  readonly associatedDiscountCode?: AssociatedDiscountCode | null | undefined;
};

export type DeliveryDiscountCandidateTarget = {
  readonly deliveryGroup?: DeliveryGroupTarget | null | undefined;
  readonly deliveryOption?: DeliveryOptionTarget | null | undefined;
};

export type DeliveryDiscountCandidateValue = {
  readonly fixedAmount?: FixedAmount | null | undefined;
  readonly percentage?: Percentage | null | undefined;
};

export type DeliveryDiscountSelectionStrategy = "ALL";

export type DeliveryDiscountsAddOperation = {
  readonly selectionStrategy: DeliveryDiscountSelectionStrategy;
  readonly candidates: ReadonlyArray<DeliveryDiscountCandidate>;
};

export type DeliveryGroupTarget = {
  readonly id: string;
};

export type DeliveryOperation = {
  readonly deliveryDiscountsAdd?: DeliveryDiscountsAddOperation | null | undefined;
  readonly enteredDiscountCodesAccept?: EnteredDiscountCodesAcceptOperation | null | undefined;
  readonly enteredDiscountCodesReject?: EnteredDiscountCodesRejectOperation | null | undefined;
};

export type DeliveryOptionTarget = {
  readonly handle: string;
};

export type DiscountClass = "PRODUCT" | "ORDER" | "SHIPPING";

export type DiscountCode = {
  readonly code: string;
};

export type EnteredDiscountCodesAcceptOperation = {
  readonly codes: ReadonlyArray<DiscountCode>;
};

export type EnteredDiscountCodesRejectOperation = {
  readonly codes: ReadonlyArray<RejectedDiscountCode>;
  readonly message: string;
};

export type FixedAmount = {
  readonly amount: string;
};

export type LanguageCode =
  | "AF"
  | "AK"
  | "AM"
  | "AR"
  | "AS"
  | "AZ"
  | "BE"
  | "BG"
  | "BM"
  | "BN"
  | "BO"
  | "BR"
  | "BS"
  | "CA"
  | "CE"
  | "CKB"
  | "CS"
  | "CY"
  | "DA"
  | "DE"
  | "DZ"
  | "EE"
  | "EL"
  | "EN"
  | "EO"
  | "ES"
  | "ET"
  | "EU"
  | "FA"
  | "FF"
  | "FI"
  | "FIL"
  | "FO"
  | "FR"
  | "FY"
  | "GA"
  | "GD"
  | "GL"
  | "GU"
  | "GV"
  | "HA"
  | "HE"
  | "HI"
  | "HR"
  | "HU"
  | "HY"
  | "IA"
  | "ID"
  | "IG"
  | "II"
  | "IS"
  | "IT"
  | "JA"
  | "JV"
  | "KA"
  | "KI"
  | "KK"
  | "KL"
  | "KM"
  | "KN"
  | "KO"
  | "KS"
  | "KU"
  | "KW"
  | "KY"
  | "LB"
  | "LG"
  | "LN"
  | "LO"
  | "LT"
  | "LU"
  | "LV"
  | "MG"
  | "MI"
  | "MK"
  | "ML"
  | "MN"
  | "MR"
  | "MS"
  | "MT"
  | "MY"
  | "NB"
  | "ND"
  | "NE"
  | "NL"
  | "NN"
  | "NO"
  | "OM"
  | "OR"
  | "OS"
  | "PA"
  | "PL"
  | "PS"
  | "PT_BR"
  | "PT_PT"
  | "QU"
  | "RM"
  | "RN"
  | "RO"
  | "RU"
  | "RW"
  | "SA"
  | "SC"
  | "SD"
  | "SE"
  | "SG"
  | "SI"
  | "SK"
  | "SL"
  | "SN"
  | "SO"
  | "SQ"
  | "SR"
  | "SU"
  | "SV"
  | "SW"
  | "TA"
  | "TE"
  | "TG"
  | "TH"
  | "TI"
  | "TK"
  | "TO"
  | "TR"
  | "TT"
  | "UG"
  | "UK"
  | "UR"
  | "UZ"
  | "VI"
  | "WO"
  | "XH"
  | "YI"
  | "YO"
  | "ZH_CN"
  | "ZH_TW"
  | "ZU"
  | "ZH"
  | "PT"
  | "CU"
  | "VO";

export type OrderDiscountCandidate = {
  readonly targets: ReadonlyArray<OrderDiscountCandidateTarget>;
  readonly value: OrderDiscountCandidateValue;
  readonly conditions?: ReadonlyArray<Condition> | null | undefined;
  readonly message?: string | null | undefined;
  readonly associatedDiscountCode?: AssociatedDiscountCode | null | undefined;
};

export type OrderDiscountCandidateTarget = {
  readonly orderSubtotal?: OrderSubtotalTarget | null | undefined;
};

export type OrderDiscountCandidateValue = {
  readonly fixedAmount?: FixedAmount | null | undefined;
  readonly percentage?: Percentage | null | undefined;
};

export type OrderDiscountSelectionStrategy = "FIRST" | "MAXIMUM";

export type OrderDiscountsAddOperation = {
  readonly selectionStrategy: OrderDiscountSelectionStrategy;
  readonly candidates: ReadonlyArray<OrderDiscountCandidate>;
};

export type OrderMinimumSubtotal = {
  readonly excludedCartLineIds: ReadonlyArray<string>;
  readonly minimumAmount: string;
};

export type OrderSubtotalTarget = {
  readonly excludedCartLineIds: ReadonlyArray<string>;
};

export type Percentage = {
  readonly value: string;
};

export type ProductDiscountCandidate = {
  readonly targets: ReadonlyArray<ProductDiscountCandidateTarget>;
  readonly prerequisites?: ReadonlyArray<ProductDiscountCandidatePrerequisite> | null | undefined;
  readonly value: ProductDiscountCandidateValue;
  readonly message?: string | null | undefined;
  readonly associatedDiscountCode?: AssociatedDiscountCode | null | undefined;
};

export type ProductDiscountCandidateFixedAmount = {
  readonly amount: string;
  readonly appliesToEachItem?: boolean | null | undefined;
};

export type ProductDiscountCandidatePrerequisite = {
  readonly cartLine?: CartLinePrerequisite | null | undefined;
};

export type ProductDiscountCandidateTarget = {
  readonly cartLine?: CartLineTarget | null | undefined;
};

export type ProductDiscountCandidateValue = {
  readonly fixedAmount?: ProductDiscountCandidateFixedAmount | null | undefined;
  readonly percentage?: Percentage | null | undefined;
};

export type ProductDiscountSelectionStrategy = "FIRST" | "MAXIMUM" | "ALL";

export type ProductDiscountsAddOperation = {
  readonly selectionStrategy: ProductDiscountSelectionStrategy;
  readonly candidates: ReadonlyArray<ProductDiscountCandidate>;
};

export type RejectedDiscountCode = {
  readonly code: string;
};

export type CartLinesInputQueryVariables = Exact<{
  wholesale_tags?: ReadonlyArray<string> | string | null | undefined;
}>;

export type CartLinesInputQuery = {
  readonly presentmentCurrencyRate: string;
  readonly cart: {
    readonly buyerIdentity: {
      readonly isAuthenticated: boolean;
      readonly customer: {
        readonly isWholesale: boolean;
        readonly held: { readonly jsonValue: unknown } | null;
        readonly perks: { readonly jsonValue: unknown } | null;
      } | null;
      readonly purchasingCompany: { readonly __typename: "PurchasingCompany" } | null;
    } | null;
    readonly named: { readonly value: string } | null;
    readonly namedByAttribute: { readonly value: string | null } | null;
    readonly lines: ReadonlyArray<{
      readonly id: string;
      readonly quantity: number;
      readonly merchandise:
        | { readonly product: { readonly id: string; readonly productType: string | null } }
        | Record<PropertyKey, never>;
      readonly cost: {
        readonly subtotalAmount: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
  };
  readonly discount: {
    readonly discountClasses: ReadonlyArray<DiscountClass>;
    readonly config: { readonly jsonValue: unknown } | null;
  };
  readonly localization: { readonly language: { readonly isoCode: LanguageCode } };
};

export type DeliveryOptionsInputQueryVariables = Exact<{ [key: string]: never }>;

export type DeliveryOptionsInputQuery = {
  readonly presentmentCurrencyRate: string;
  readonly cart: {
    readonly buyerIdentity: {
      readonly isAuthenticated: boolean;
      readonly customer: { readonly perks: { readonly jsonValue: unknown } | null } | null;
    } | null;
    readonly lines: ReadonlyArray<{
      readonly cost: {
        readonly subtotalAmount: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
    }>;
    readonly deliveryGroups: ReadonlyArray<{ readonly id: string }>;
  };
  readonly discount: {
    readonly discountClasses: ReadonlyArray<DiscountClass>;
    readonly config: { readonly jsonValue: unknown } | null;
  };
  readonly localization: { readonly language: { readonly isoCode: LanguageCode } };
};

export type CartLinesResultMutationVariables = Exact<{
  result: CartLinesDiscountsGenerateRunResult;
}>;

export type CartLinesResultMutation = { readonly cartLinesDiscountsGenerateRun: unknown };

export type DeliveryOptionsResultMutationVariables = Exact<{
  result: CartDeliveryOptionsDiscountsGenerateRunResult;
}>;

export type DeliveryOptionsResultMutation = {
  readonly cartDeliveryOptionsDiscountsGenerateRun: unknown;
};
