import { openAddress } from "./open.ts";
import type { Admin } from "./admin.ts";

const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Gives every request to the app's own origin a fresh session token, as App Bridge does:
 * Remix's requests for data among them. A request that brings its own is left alone.
 */
export function authoriseFetch(admin: Admin): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("authorization")) {
      return plain(request);
    }
    const again = request.clone();
    const answer = await plain(await authorised(admin, request));
    const elsewhere = answer.headers.get(REAUTHORIZE);
    if (elsewhere !== null) openAddress(admin, elsewhere, "_top");
    if (!answer.headers.has(RETRY)) return answer;
    return plain(await authorised(admin, again));
  };
}

async function authorised(admin: Admin, request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.set("authorization", `Bearer ${await admin.idToken()}`);
  headers.set("x-requested-with", "XMLHttpRequest");
  return new Request(request, { headers });
}
