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

export type DiscountAutomaticAppInput = {
  readonly appliesOnOneTimePurchase?: boolean | null | undefined;
  readonly appliesOnSubscription?: boolean | null | undefined;
  readonly combinesWith?: DiscountCombinesWithInput | null | undefined;
  readonly context?: DiscountContextInput | null | undefined;
  readonly discountClasses?: ReadonlyArray<DiscountClass> | null | undefined;
  readonly endsAt?: string | null | undefined;
  readonly functionHandle?: string | null | undefined;
  /** @deprecated Use `functionHandle` instead. */
  readonly functionId?: string | null | undefined;
  readonly metafields?: ReadonlyArray<MetafieldInput> | null | undefined;
  readonly recurringCycleLimit?: number | null | undefined;
  readonly startsAt?: string | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly title?: string | null | undefined;
};

export type DiscountBuyerSelection = "ALL";

export type DiscountClass = "ORDER" | "PRODUCT" | "SHIPPING";

export type DiscountCombinesWithInput = {
  readonly orderDiscounts?: boolean | null | undefined;
  readonly productDiscounts?: boolean | null | undefined;
  readonly productDiscountsWithTagsOnSameCartLine?:
    ProductDiscountsWithTagsOnSameCartLineInput | null | undefined;
  readonly shippingDiscounts?: boolean | null | undefined;
};

export type DiscountContextInput =
  | {
      readonly all: DiscountBuyerSelection;
      readonly customerSegments?: never;
      readonly customers?: never;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments: DiscountCustomerSegmentsInput;
      readonly customers?: never;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments?: never;
      readonly customers: DiscountCustomersInput;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments?: never;
      readonly customers?: never;
      readonly markets: DiscountMarketsInput;
    };

export type DiscountCustomerSegmentsInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

export type DiscountCustomersInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

export type DiscountErrorCode =
  | "ACTIVE_PERIOD_OVERLAP"
  | "APPLIES_ON_NOTHING"
  | "BLANK"
  | "CONFLICT"
  | "DISCOUNT_NOT_COMPATIBLE_WITH_CONDITION_TYPES"
  | "DUPLICATE"
  | "END_DATE_BEFORE_START_DATE"
  | "EQUAL_TO"
  | "EXCEEDED_MAX"
  | "GREATER_THAN"
  | "GREATER_THAN_OR_EQUAL_TO"
  | "IMPLICIT_DUPLICATE"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS"
  | "INVALID_DISCOUNT_CLASS_FOR_PRICE_RULE"
  | "INVALID_PRODUCT_DISCOUNTS_FALSE_WITH_EXISTING_TAGS_ON_SAME_CART_LINE"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_WITHOUT_PRODUCT_DISCOUNTS"
  | "INVALID_TAG_LENGTH"
  | "LESS_THAN"
  | "LESS_THAN_OR_EQUAL_TO"
  | "MAX_APP_DISCOUNTS"
  | "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT"
  | "MISSING_ARGUMENT"
  | "MISSING_FUNCTION_IDENTIFIER"
  | "MULTIPLE_FUNCTION_IDENTIFIERS"
  | "MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS"
  | "PRESENT"
  | "PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED"
  | "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_MANY_ARGUMENTS"
  | "TOO_MANY_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE"
  | "TOO_MANY_TAGS"
  | "TOO_SHORT"
  | "VALUE_OUTSIDE_RANGE";

export type DiscountMarketsInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

export type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

export type FulfillmentStatus = "CANCELLED" | "ERROR" | "FAILURE" | "OPEN" | "PENDING" | "SUCCESS";

export type MetafieldAccessInput = {
  readonly admin?: MetafieldAdminAccessInput | null | undefined;
  readonly customerAccount?: MetafieldCustomerAccountAccessInput | null | undefined;
  readonly storefront?: MetafieldStorefrontAccessInput | null | undefined;
};

export type MetafieldAdminAccessInput = "MERCHANT_READ" | "MERCHANT_READ_WRITE";

export type MetafieldCapabilityAdminFilterableInput = {
  readonly enabled: boolean;
};

export type MetafieldCapabilityAnalyticsQueryableInput = {
  readonly enabled: boolean;
};

export type MetafieldCapabilityCartToOrderCopyableInput = {
  readonly enabled: boolean;
};

export type MetafieldCapabilityCreateInput = {
  readonly adminFilterable?: MetafieldCapabilityAdminFilterableInput | null | undefined;
  readonly analyticsQueryable?: MetafieldCapabilityAnalyticsQueryableInput | null | undefined;
  readonly cartToOrderCopyable?: MetafieldCapabilityCartToOrderCopyableInput | null | undefined;
  readonly smartCollectionCondition?:
    MetafieldCapabilitySmartCollectionConditionInput | null | undefined;
  readonly uniqueValues?: MetafieldCapabilityUniqueValuesInput | null | undefined;
};

export type MetafieldCapabilitySmartCollectionConditionInput = {
  readonly enabled: boolean;
};

export type MetafieldCapabilityUniqueValuesInput = {
  readonly enabled: boolean;
};

export type MetafieldCustomerAccountAccessInput = "NONE" | "READ" | "READ_WRITE";

export type MetafieldDefinitionConstraintsInput = {
  readonly key: string;
  readonly values: ReadonlyArray<string>;
};

export type MetafieldDefinitionCreateUserErrorCode =
  | "ADMIN_ACCESS_INPUT_NOT_ALLOWED"
  | "BLANK"
  | "CAPABILITY_REQUIRED_BUT_DISABLED"
  | "DUPLICATE_OPTION"
  | "INCLUSION"
  | "INVALID"
  | "INVALID_CAPABILITY"
  | "INVALID_CHARACTER"
  | "INVALID_CONSTRAINTS"
  | "INVALID_INPUT_COMBINATION"
  | "INVALID_OPTION"
  | "LIMIT_EXCEEDED"
  | "OWNER_TYPE_LIMIT_EXCEEDED_FOR_AUTOMATED_COLLECTIONS"
  | "OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS"
  | "PINNED_LIMIT_REACHED"
  | "PRESENT"
  | "RESERVED_NAMESPACE_KEY"
  | "RESOURCE_TYPE_LIMIT_EXCEEDED"
  | "RESOURCE_TYPE_LIMIT_EXCEEDED_BY_APP"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT"
  | "TYPE_NOT_ALLOWED_FOR_CONDITIONS"
  | "UNSTRUCTURED_ALREADY_EXISTS"
  | "UNSUPPORTED_PINNING";

export type MetafieldDefinitionInput = {
  readonly access?: MetafieldAccessInput | null | undefined;
  readonly capabilities?: MetafieldCapabilityCreateInput | null | undefined;
  readonly constraints?: MetafieldDefinitionConstraintsInput | null | undefined;
  readonly description?: string | null | undefined;
  readonly key: string;
  readonly name: string;
  readonly namespace?: string | null | undefined;
  readonly ownerType: MetafieldOwnerType;
  readonly pin?: boolean | null | undefined;
  readonly type: string;
  /** @deprecated Use `smartCollectionCondition` instead. */
  readonly useAsCollectionCondition?: boolean | null | undefined;
  readonly validations?: ReadonlyArray<MetafieldDefinitionValidationInput> | null | undefined;
};

export type MetafieldDefinitionValidationInput = {
  readonly name: string;
  readonly value: string;
};

export type MetafieldIdentifierInput = {
  readonly key: string;
  readonly namespace: string;
  readonly ownerId: string;
};

export type MetafieldInput = {
  readonly id?: string | null | undefined;
  readonly key?: string | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly value?: string | null | undefined;
};

export type MetafieldOwnerType =
  | "API_PERMISSION"
  | "ARTICLE"
  | "BLOG"
  | "CARTTRANSFORM"
  | "COLLECTION"
  | "COMPANY"
  | "COMPANY_LOCATION"
  | "CUSTOMER"
  | "DELIVERY_CUSTOMIZATION"
  | "DISCOUNT"
  | "DRAFTORDER"
  | "FULFILLMENT_CONSTRAINT_RULE"
  | "GIFT_CARD_TRANSACTION"
  | "LOCATION"
  | "MARKET"
  | "MEDIA_IMAGE"
  | "ORDER"
  | "ORDER_ROUTING_LOCATION_RULE"
  | "PAGE"
  | "PAYMENT_CUSTOMIZATION"
  | "PRODUCT"
  | "PRODUCTVARIANT"
  | "SELLING_PLAN"
  | "SHOP"
  | "TRANSFER"
  | "VALIDATION";

export type MetafieldStorefrontAccessInput = "NONE" | "PUBLIC_READ";

export type MetafieldsSetInput = {
  readonly compareDigest?: string | null | undefined;
  readonly key: string;
  readonly namespace?: string | null | undefined;
  readonly ownerId: string;
  readonly type?: string | null | undefined;
  readonly value: string;
};

export type MetafieldsSetUserErrorCode =
  | "APP_NOT_AUTHORIZED"
  | "BLANK"
  | "CAPABILITY_VIOLATION"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMPARE_DIGEST"
  | "INVALID_TYPE"
  | "INVALID_VALUE"
  | "LESS_THAN_OR_EQUAL_TO"
  | "PRESENT"
  | "STALE_OBJECT"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT";

export type OrderDisplayFinancialStatus =
  | "AUTHORIZED"
  | "EXPIRED"
  | "PAID"
  | "PARTIALLY_PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "REFUNDED"
  | "VOIDED";

export type OrderDisplayFulfillmentStatus =
  | "FULFILLED"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "OPEN"
  | "PARTIALLY_FULFILLED"
  | "PENDING_FULFILLMENT"
  | "REQUEST_DECLINED"
  | "RESTOCKED"
  | "SCHEDULED"
  | "UNFULFILLED";

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

export type ProductDiscountsWithTagsOnSameCartLineInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

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

export type AutomaticDiscountsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type AutomaticDiscountsQuery = {
  readonly discountNodes: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly metafield: { readonly value: string } | null;
      readonly discount:
        | {
            readonly __typename: "DiscountAutomaticApp";
            readonly title: string;
            readonly status: DiscountStatus;
            readonly discountClasses: ReadonlyArray<DiscountClass>;
            readonly combinesWith: {
              readonly orderDiscounts: boolean;
              readonly productDiscounts: boolean;
              readonly shippingDiscounts: boolean;
            };
            readonly appDiscountType: { readonly functionId: string };
          }
        | { readonly __typename: "DiscountAutomaticBasic" }
        | { readonly __typename: "DiscountAutomaticBxgy" }
        | { readonly __typename: "DiscountAutomaticFreeShipping" }
        | { readonly __typename: "DiscountCodeApp" }
        | { readonly __typename: "DiscountCodeBasic" }
        | { readonly __typename: "DiscountCodeBxgy" }
        | { readonly __typename: "DiscountCodeFreeShipping" };
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type CustomerNamesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type CustomerNamesQuery = {
  readonly nodes: ReadonlyArray<
    { readonly id: string; readonly displayName: string } | Record<PropertyKey, never> | null
  >;
};

export type CustomerOfEmailQueryVariables = Exact<{
  email: string;
}>;

export type CustomerOfEmailQuery = {
  readonly customerByIdentifier: { readonly id: string } | null;
};

export type CustomerTagsAddMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;

export type CustomerTagsAddMutation = {
  readonly tagsAdd: {
    readonly node:
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
      | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type CustomerTagsRemoveMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;

export type CustomerTagsRemoveMutation = {
  readonly tagsRemove: {
    readonly node:
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
      | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type CustomerTagsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type CustomerTagsQuery = {
  readonly nodes: ReadonlyArray<
    | { readonly id: string; readonly tags: ReadonlyArray<string> }
    | Record<PropertyKey, never>
    | null
  >;
};

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

export type CustomersByEmailQueryVariables = Exact<{
  search: string;
  first: number;
}>;

export type CustomersByEmailQuery = {
  readonly customers: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly defaultEmailAddress: { readonly emailAddress: string } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
};

export type CustomersFoundQueryVariables = Exact<{
  search: string;
  first: number;
}>;

export type CustomersFoundQuery = {
  readonly customers: {
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly displayName: string }>;
  };
};

export type CustomersKnownQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type CustomersKnownQuery = {
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

export type DefinitionCreateMutationVariables = Exact<{
  definition: MetafieldDefinitionInput;
}>;

export type DefinitionCreateMutation = {
  readonly metafieldDefinitionCreate: {
    readonly createdDefinition: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: MetafieldDefinitionCreateUserErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type DiscountActivateMutationVariables = Exact<{
  id: string;
}>;

export type DiscountActivateMutation = {
  readonly discountAutomaticActivate: {
    readonly automaticDiscountNode: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: DiscountErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type DiscountConfigSetMutationVariables = Exact<{
  discount: string;
  value: string;
}>;

export type DiscountConfigSetMutation = {
  readonly metafieldsSet: {
    readonly metafields: ReadonlyArray<{ readonly id: string }> | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: MetafieldsSetUserErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type DiscountCreateMutationVariables = Exact<{
  discount: DiscountAutomaticAppInput;
}>;

export type DiscountCreateMutation = {
  readonly discountAutomaticAppCreate: {
    readonly automaticAppDiscount: { readonly discountId: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: DiscountErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type DiscountDeleteMutationVariables = Exact<{
  id: string;
}>;

export type DiscountDeleteMutation = {
  readonly discountAutomaticDelete: {
    readonly deletedAutomaticDiscountId: string | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: DiscountErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type DiscountFunctionsQueryVariables = Exact<{ [key: string]: never }>;

export type DiscountFunctionsQuery = {
  readonly shopifyFunctions: {
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly handle: string }>;
  };
};

export type DiscountUpdateMutationVariables = Exact<{
  id: string;
  discount: DiscountAutomaticAppInput;
}>;

export type DiscountUpdateMutation = {
  readonly discountAutomaticAppUpdate: {
    readonly automaticAppDiscount: { readonly discountId: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: DiscountErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type HoldClearMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldIdentifierInput> | MetafieldIdentifierInput;
}>;

export type HoldClearMutation = {
  readonly metafieldsDelete: {
    readonly deletedMetafields: ReadonlyArray<{ readonly key: string } | null> | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type HoldMetafieldQueryVariables = Exact<{
  customer: string;
}>;

export type HoldMetafieldQuery = {
  readonly customer: {
    readonly id: string;
    readonly metafield: { readonly value: string; readonly compareDigest: string } | null;
  } | null;
};

export type HoldWriteMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldsSetInput> | MetafieldsSetInput;
}>;

export type HoldWriteMutation = {
  readonly metafieldsSet: {
    readonly metafields: ReadonlyArray<{
      readonly value: string;
      readonly compareDigest: string;
    }> | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: MetafieldsSetUserErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type LineFactsFragment = {
  readonly id: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly isGiftCard: boolean;
  readonly requiresShipping: boolean;
  readonly title: string;
  readonly vendor: string | null;
  readonly product: { readonly id: string } | null;
  readonly originalUnitPriceSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
  readonly discountAllocations: ReadonlyArray<{
    readonly allocatedAmountSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
    readonly discountApplication:
      | {
          readonly __typename: "AutomaticDiscountApplication";
          readonly title: string;
          readonly index: number;
        }
      | { readonly __typename: "DiscountCodeApplication"; readonly index: number }
      | { readonly __typename: "ManualDiscountApplication"; readonly index: number }
      | { readonly __typename: "ScriptDiscountApplication"; readonly index: number };
  }>;
  readonly taxLines: ReadonlyArray<{
    readonly priceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
  }>;
};

export type MetafieldDefinitionQueryVariables = Exact<{
  ownerType: MetafieldOwnerType;
  key: string;
}>;

export type MetafieldDefinitionQuery = {
  readonly metafieldDefinitions: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly type: { readonly name: string };
      readonly capabilities: { readonly cartToOrderCopyable: { readonly enabled: boolean } };
    }>;
  };
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
  readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
  readonly edited: boolean;
  readonly email: string | null;
  readonly sourceName: string | null;
  readonly taxesIncluded: boolean;
  readonly test: boolean;
  readonly totalTipReceivedSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
  };
  readonly customer: { readonly id: string } | null;
  readonly purchasingEntity:
    { readonly company: { readonly id: string } } | Record<PropertyKey, never> | null;
  readonly metafield: { readonly value: string } | null;
  readonly customAttributes: ReadonlyArray<{ readonly key: string; readonly value: string | null }>;
  readonly lineItems: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly quantity: number;
      readonly currentQuantity: number;
      readonly isGiftCard: boolean;
      readonly requiresShipping: boolean;
      readonly title: string;
      readonly vendor: string | null;
      readonly product: { readonly id: string } | null;
      readonly originalUnitPriceSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly discountAllocations: ReadonlyArray<{
        readonly allocatedAmountSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly discountApplication:
          | {
              readonly __typename: "AutomaticDiscountApplication";
              readonly title: string;
              readonly index: number;
            }
          | { readonly __typename: "DiscountCodeApplication"; readonly index: number }
          | { readonly __typename: "ManualDiscountApplication"; readonly index: number }
          | { readonly __typename: "ScriptDiscountApplication"; readonly index: number };
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
      readonly taxLines: ReadonlyArray<{
        readonly priceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
      }>;
    }>;
  };
  readonly fulfillments: ReadonlyArray<{
    readonly createdAt: string;
    readonly status: FulfillmentStatus;
  }>;
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
        readonly vendor: string | null;
        readonly product: { readonly id: string } | null;
        readonly originalUnitPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly discountAllocations: ReadonlyArray<{
          readonly allocatedAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly discountApplication:
            | {
                readonly __typename: "AutomaticDiscountApplication";
                readonly title: string;
                readonly index: number;
              }
            | { readonly __typename: "DiscountCodeApplication"; readonly index: number }
            | { readonly __typename: "ManualDiscountApplication"; readonly index: number }
            | { readonly __typename: "ScriptDiscountApplication"; readonly index: number };
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
    readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
    readonly edited: boolean;
    readonly email: string | null;
    readonly sourceName: string | null;
    readonly taxesIncluded: boolean;
    readonly test: boolean;
    readonly totalTipReceivedSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
    };
    readonly customer: { readonly id: string } | null;
    readonly purchasingEntity:
      { readonly company: { readonly id: string } } | Record<PropertyKey, never> | null;
    readonly metafield: { readonly value: string } | null;
    readonly customAttributes: ReadonlyArray<{
      readonly key: string;
      readonly value: string | null;
    }>;
    readonly lineItems: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly quantity: number;
        readonly currentQuantity: number;
        readonly isGiftCard: boolean;
        readonly requiresShipping: boolean;
        readonly title: string;
        readonly vendor: string | null;
        readonly product: { readonly id: string } | null;
        readonly originalUnitPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
        };
        readonly discountAllocations: ReadonlyArray<{
          readonly allocatedAmountSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly discountApplication:
            | {
                readonly __typename: "AutomaticDiscountApplication";
                readonly title: string;
                readonly index: number;
              }
            | { readonly __typename: "DiscountCodeApplication"; readonly index: number }
            | { readonly __typename: "ManualDiscountApplication"; readonly index: number }
            | { readonly __typename: "ScriptDiscountApplication"; readonly index: number };
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
        readonly taxLines: ReadonlyArray<{
          readonly priceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
        }>;
      }>;
    };
    readonly fulfillments: ReadonlyArray<{
      readonly createdAt: string;
      readonly status: FulfillmentStatus;
    }>;
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
      readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
      readonly edited: boolean;
      readonly email: string | null;
      readonly sourceName: string | null;
      readonly taxesIncluded: boolean;
      readonly test: boolean;
      readonly totalTipReceivedSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
      };
      readonly customer: { readonly id: string } | null;
      readonly purchasingEntity:
        { readonly company: { readonly id: string } } | Record<PropertyKey, never> | null;
      readonly metafield: { readonly value: string } | null;
      readonly customAttributes: ReadonlyArray<{
        readonly key: string;
        readonly value: string | null;
      }>;
      readonly lineItems: {
        readonly nodes: ReadonlyArray<{
          readonly id: string;
          readonly quantity: number;
          readonly currentQuantity: number;
          readonly isGiftCard: boolean;
          readonly requiresShipping: boolean;
          readonly title: string;
          readonly vendor: string | null;
          readonly product: { readonly id: string } | null;
          readonly originalUnitPriceSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
          };
          readonly discountAllocations: ReadonlyArray<{
            readonly allocatedAmountSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
            readonly discountApplication:
              | {
                  readonly __typename: "AutomaticDiscountApplication";
                  readonly title: string;
                  readonly index: number;
                }
              | { readonly __typename: "DiscountCodeApplication"; readonly index: number }
              | { readonly __typename: "ManualDiscountApplication"; readonly index: number }
              | { readonly __typename: "ScriptDiscountApplication"; readonly index: number };
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
          readonly taxLines: ReadonlyArray<{
            readonly priceSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: CurrencyCode };
            };
          }>;
        }>;
      };
      readonly fulfillments: ReadonlyArray<{
        readonly createdAt: string;
        readonly status: FulfillmentStatus;
      }>;
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

export type PerksMetafieldsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type PerksMetafieldsQuery = {
  readonly nodes: ReadonlyArray<
    | { readonly id: string; readonly metafield: { readonly compareDigest: string } | null }
    | Record<PropertyKey, never>
    | null
  >;
};

export type PerksWriteMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldsSetInput> | MetafieldsSetInput;
}>;

export type PerksWriteMutation = {
  readonly metafieldsSet: {
    readonly metafields: ReadonlyArray<{ readonly id: string }> | null;
    readonly userErrors: ReadonlyArray<{
      readonly code: MetafieldsSetUserErrorCode | null;
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
    }>;
  } | null;
};

export type ProductCollectionsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type ProductCollectionsQuery = {
  readonly product: {
    readonly collections: {
      readonly nodes: ReadonlyArray<{ readonly id: string }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
};

export type ProductFactsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
  collections: number;
}>;

export type ProductFactsQuery = {
  readonly nodes: ReadonlyArray<
    | {
        readonly id: string;
        readonly productType: string;
        readonly vendor: string;
        readonly tags: ReadonlyArray<string>;
        readonly collections: {
          readonly nodes: ReadonlyArray<{ readonly id: string }>;
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      }
    | Record<PropertyKey, never>
    | null
  >;
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

export type ResourceTitlesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type ResourceTitlesQuery = {
  readonly nodes: ReadonlyArray<
    | { readonly id: string; readonly title: string }
    | { readonly id: string; readonly title: string }
    | Record<PropertyKey, never>
    | null
  >;
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

export const automaticDiscountsOperation: AdminOperation<
  AutomaticDiscountsQuery,
  AutomaticDiscountsQueryVariables
> = {
  name: "AutomaticDiscounts",
  text: `query AutomaticDiscounts($after: String) {
  discountNodes(first: 50, after: $after, query: "method:automatic") {
    nodes {
      id
      metafield(namespace: "$app", key: "config") {
        value
      }
      discount {
        __typename
        ... on DiscountAutomaticApp {
          title
          status
          discountClasses
          combinesWith {
            orderDiscounts
            productDiscounts
            shippingDiscounts
          }
          appDiscountType {
            functionId
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const customerNamesOperation: AdminOperation<
  CustomerNamesQuery,
  CustomerNamesQueryVariables
> = {
  name: "CustomerNames",
  text: `query CustomerNames($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Customer {
      id
      displayName
    }
  }
}`,
};

export const customerOfEmailOperation: AdminOperation<
  CustomerOfEmailQuery,
  CustomerOfEmailQueryVariables
> = {
  name: "CustomerOfEmail",
  text: `query CustomerOfEmail($email: String!) {
  customerByIdentifier(identifier: {emailAddress: $email}) {
    id
  }
}`,
};

export const customerTagsAddOperation: AdminOperation<
  CustomerTagsAddMutation,
  CustomerTagsAddMutationVariables
> = {
  name: "CustomerTagsAdd",
  text: `mutation CustomerTagsAdd($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) {
    node {
      id
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const customerTagsRemoveOperation: AdminOperation<
  CustomerTagsRemoveMutation,
  CustomerTagsRemoveMutationVariables
> = {
  name: "CustomerTagsRemove",
  text: `mutation CustomerTagsRemove($id: ID!, $tags: [String!]!) {
  tagsRemove(id: $id, tags: $tags) {
    node {
      id
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const customerTagsOperation: AdminOperation<CustomerTagsQuery, CustomerTagsQueryVariables> =
  {
    name: "CustomerTags",
    text: `query CustomerTags($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Customer {
      id
      tags
    }
  }
}`,
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

export const customersByEmailOperation: AdminOperation<
  CustomersByEmailQuery,
  CustomersByEmailQueryVariables
> = {
  name: "CustomersByEmail",
  text: `query CustomersByEmail($search: String!, $first: Int!) {
  customers(first: $first, query: $search) {
    nodes {
      id
      defaultEmailAddress {
        emailAddress
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}`,
};

export const customersFoundOperation: AdminOperation<
  CustomersFoundQuery,
  CustomersFoundQueryVariables
> = {
  name: "CustomersFound",
  text: `query CustomersFound($search: String!, $first: Int!) {
  customers(first: $first, query: $search) {
    nodes {
      id
      displayName
    }
  }
}`,
};

export const customersKnownOperation: AdminOperation<
  CustomersKnownQuery,
  CustomersKnownQueryVariables
> = {
  name: "CustomersKnown",
  text: `query CustomersKnown($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
  }
}`,
};

export const definitionCreateOperation: AdminOperation<
  DefinitionCreateMutation,
  DefinitionCreateMutationVariables
> = {
  name: "DefinitionCreate",
  text: `mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) {
    createdDefinition {
      id
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const discountActivateOperation: AdminOperation<
  DiscountActivateMutation,
  DiscountActivateMutationVariables
> = {
  name: "DiscountActivate",
  text: `mutation DiscountActivate($id: ID!) {
  discountAutomaticActivate(id: $id) {
    automaticDiscountNode {
      id
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const discountConfigSetOperation: AdminOperation<
  DiscountConfigSetMutation,
  DiscountConfigSetMutationVariables
> = {
  name: "DiscountConfigSet",
  text: `mutation DiscountConfigSet($discount: ID!, $value: String!) {
  metafieldsSet(
    metafields: [{ownerId: $discount, namespace: "$app", key: "config", type: "json", value: $value}]
  ) {
    metafields {
      id
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const discountCreateOperation: AdminOperation<
  DiscountCreateMutation,
  DiscountCreateMutationVariables
> = {
  name: "DiscountCreate",
  text: `mutation DiscountCreate($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) {
    automaticAppDiscount {
      discountId
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const discountDeleteOperation: AdminOperation<
  DiscountDeleteMutation,
  DiscountDeleteMutationVariables
> = {
  name: "DiscountDelete",
  text: `mutation DiscountDelete($id: ID!) {
  discountAutomaticDelete(id: $id) {
    deletedAutomaticDiscountId
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const discountFunctionsOperation: AdminOperation<
  DiscountFunctionsQuery,
  DiscountFunctionsQueryVariables
> = {
  name: "DiscountFunctions",
  text: `query DiscountFunctions {
  shopifyFunctions(first: 25) {
    nodes {
      id
      handle
    }
  }
}`,
};

export const discountUpdateOperation: AdminOperation<
  DiscountUpdateMutation,
  DiscountUpdateMutationVariables
> = {
  name: "DiscountUpdate",
  text: `mutation DiscountUpdate($id: ID!, $discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) {
    automaticAppDiscount {
      discountId
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const holdClearOperation: AdminOperation<HoldClearMutation, HoldClearMutationVariables> = {
  name: "HoldClear",
  text: `mutation HoldClear($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) {
    deletedMetafields {
      key
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const holdMetafieldOperation: AdminOperation<
  HoldMetafieldQuery,
  HoldMetafieldQueryVariables
> = {
  name: "HoldMetafield",
  text: `query HoldMetafield($customer: ID!) {
  customer(id: $customer) {
    id
    metafield(namespace: "$app", key: "hold") {
      value
      compareDigest
    }
  }
}`,
};

export const holdWriteOperation: AdminOperation<HoldWriteMutation, HoldWriteMutationVariables> = {
  name: "HoldWrite",
  text: `mutation HoldWrite($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields {
      value
      compareDigest
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
};

export const metafieldDefinitionOperation: AdminOperation<
  MetafieldDefinitionQuery,
  MetafieldDefinitionQueryVariables
> = {
  name: "MetafieldDefinition",
  text: `query MetafieldDefinition($ownerType: MetafieldOwnerType!, $key: String!) {
  metafieldDefinitions(
    ownerType: $ownerType
    namespace: "$app"
    key: $key
    first: 1
  ) {
    nodes {
      id
      type {
        name
      }
      capabilities {
        cartToOrderCopyable {
          enabled
        }
      }
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
  vendor
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
    discountApplication {
      __typename
      index
      ... on AutomaticDiscountApplication {
        title
      }
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
  vendor
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
    discountApplication {
      __typename
      index
      ... on AutomaticDiscountApplication {
        title
      }
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
  displayFulfillmentStatus
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
  purchasingEntity {
    ... on PurchasingCompany {
      company {
        id
      }
    }
  }
  metafield(namespace: "$app", key: "hold") {
    value
  }
  customAttributes {
    key
    value
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
      taxLines {
        priceSet {
          ...ShopMoney
        }
      }
    }
  }
  fulfillments(first: 5) {
    createdAt
    status
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
  vendor
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
    discountApplication {
      __typename
      index
      ... on AutomaticDiscountApplication {
        title
      }
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
  displayFulfillmentStatus
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
  purchasingEntity {
    ... on PurchasingCompany {
      company {
        id
      }
    }
  }
  metafield(namespace: "$app", key: "hold") {
    value
  }
  customAttributes {
    key
    value
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
      taxLines {
        priceSet {
          ...ShopMoney
        }
      }
    }
  }
  fulfillments(first: 5) {
    createdAt
    status
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

export const perksMetafieldsOperation: AdminOperation<
  PerksMetafieldsQuery,
  PerksMetafieldsQueryVariables
> = {
  name: "PerksMetafields",
  text: `query PerksMetafields($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Customer {
      id
      metafield(namespace: "$app", key: "perks") {
        compareDigest
      }
    }
  }
}`,
};

export const perksWriteOperation: AdminOperation<PerksWriteMutation, PerksWriteMutationVariables> =
  {
    name: "PerksWrite",
    text: `mutation PerksWrite($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields {
      id
    }
    userErrors {
      code
      field
      message
    }
  }
}`,
  };

export const productCollectionsOperation: AdminOperation<
  ProductCollectionsQuery,
  ProductCollectionsQueryVariables
> = {
  name: "ProductCollections",
  text: `query ProductCollections($id: ID!, $after: String) {
  product(id: $id) {
    collections(first: 250, after: $after) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
};

export const productFactsOperation: AdminOperation<ProductFactsQuery, ProductFactsQueryVariables> =
  {
    name: "ProductFacts",
    text: `query ProductFacts($ids: [ID!]!, $collections: Int!) {
  nodes(ids: $ids) {
    ... on Product {
      id
      productType
      vendor
      tags
      collections(first: $collections) {
        nodes {
          id
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
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

export const resourceTitlesOperation: AdminOperation<
  ResourceTitlesQuery,
  ResourceTitlesQueryVariables
> = {
  name: "ResourceTitles",
  text: `query ResourceTitles($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Product {
      id
      title
    }
    ... on Collection {
      id
      title
    }
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
