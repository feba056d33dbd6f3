// What `shopify` offers each module (Shopify's CLI writes the like of it), and what is put in
// when the extension is bundled.
import "@shopify/ui-extensions";

declare module "./src/Checkout.tsx" {
  const shopify: import("@shopify/ui-extensions/purchase.checkout.block.render").Api;
}

declare module "./src/ThankYou.tsx" {
  const shopify: import("@shopify/ui-extensions/purchase.thank-you.block.render").Api;
}

declare global {
  const process: { readonly env: { readonly APP_URL: string } };
}
