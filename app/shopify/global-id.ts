/** Shopify's global id of a record, such as `gid://shopify/Order/450789469`. */
export const globalIdOf = (type: RecordType, id: string) => `gid://shopify/${type}/${id}`;
type RecordType = "Order" | "Customer" | "Product" | "Collection" | "Refund";

/** The digits at the end of a global id. */
export const numericId = (globalId: string) => globalId.slice(globalId.lastIndexOf("/") + 1);
