/** How a Function's input and output name a line of the cart. */
export const lineGid = (id: string): string => `gid://shopify/CartLine/${id}`;
