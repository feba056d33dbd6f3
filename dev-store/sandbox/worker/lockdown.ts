/** What a worker has and an extension at Shopify has not. */
const TAKEN = [
  "BroadcastChannel",
  "EventSource",
  "SharedWorker",
  "WebSocket",
  "WebTransport",
  "Worker",
  "XMLHttpRequest",
  "caches",
  "close",
  "cookieStore",
  "importScripts",
  "indexedDB",
  "postMessage",
  "onmessage",
  "webkitRequestFileSystem",
  "webkitRequestFileSystemSync",
];

/**
 * Takes away what is not declared, from the global object and from what it inherits, so that
 * no way leads back to it.
 * @param fetchWith how to fetch instead; null takes fetching away, too
 */
export function lockDown(fetchWith: typeof fetch | null): void {
  for (const name of fetchWith === null ? [...TAKEN, "fetch"] : TAKEN) take(name);
  if (fetchWith !== null) {
    take("fetch");
    Object.defineProperty(globalThis, "fetch", { value: fetchWith, writable: true });
  }
}

function take(name: string): void {
  let place: object | null = globalThis;
  while (place !== null) {
    Reflect.deleteProperty(place, name);
    place = Reflect.getPrototypeOf(place);
  }
  if (!(name in globalThis)) return;
  // What cannot be deleted is covered.
  Object.defineProperty(globalThis, name, { value: undefined });
}

/**
 * Fetching as extensions have it: without cookies, and with the app's production origin led to
 * where the app runs here. Whether the app answers other origins is for the browser to decide.
 */
export function mappedFetch(productionOrigin: string, appOrigin: string): typeof fetch {
  const plain = fetch.bind(globalThis);
  const mapped = (address: string): string => {
    const url = new URL(address, productionOrigin);
    return (url.origin === productionOrigin ? appOrigin : url.origin) + url.pathname + url.search;
  };
  return async (input, init) => {
    if (!(input instanceof Request))
      return plain(mapped(String(input)), { ...init, credentials: "omit" });
    const { method, headers, signal } = input;
    // Read whole: a body that is a stream could only be sent by HTTP/2.
    const body = method === "GET" || method === "HEAD" ? null : await input.arrayBuffer();
    const request = { method, headers, signal, body, ...init, credentials: "omit" } as const;
    return plain(mapped(input.url), request);
  };
}
