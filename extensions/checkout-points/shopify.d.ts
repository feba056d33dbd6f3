// What `shopify` offers each module; Shopify's CLI writes the same file.
import "@shopify/ui-extensions";

declare module "./src/Checkout.tsx" {
  const shopify:
    | import("@shopify/ui-extensions/purchase.checkout.reductions.render-after").Api
    | import("@shopify/ui-extensions/purchase.checkout.block.render").Api;
}

declare module "./src/ThankYou.tsx" {
  const shopify: import("@shopify/ui-extensions/purchase.thank-you.block.render").Api;
}
