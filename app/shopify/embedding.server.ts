import type { ShopifyApp } from "./shopify.server.ts";

/** Where the admin is that shows the app's pages in a frame. */
export interface Embedding {
  /** The script that stands in for App Bridge; null: Shopify's own, from its network. */
  readonly appBridgeUrl: string | null;
  /** Origin of the dev store, whose admin may frame the pages, too; null in earnest. */
  readonly devStoreUrl: string | null;
}

/**
 * Says which admin may show a page in a frame: the shop's own, and the dev
 * store's in development, where nothing is asked of Shopify's network either.
 */
export function addDocumentHeaders(
  shopify: Pick<ShopifyApp, "addDocumentResponseHeaders">,
  { devStoreUrl }: Embedding,
  request: Request,
  headers: Headers,
): void {
  shopify.addDocumentResponseHeaders(request, headers);
  if (devStoreUrl === null) return;
  headers.delete("Link");
  admitFrame(headers, devStoreUrl);
}

/** The same for an answer that Shopify's package has made itself, such as a page that fetches a token. */
export function admitDevStore(response: Response, embedding: Embedding | undefined): Response {
  if (embedding?.devStoreUrl == null) return response;
  const headers = new Headers(response.headers);
  headers.delete("Link");
  admitFrame(headers, embedding.devStoreUrl);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

function admitFrame(headers: Headers, origin: string): void {
  const policy = headers.get("Content-Security-Policy");
  if (policy === null) return;
  const wider = policy.replace("frame-ancestors ", `frame-ancestors ${origin} `);
  headers.set("Content-Security-Policy", wider);
}
