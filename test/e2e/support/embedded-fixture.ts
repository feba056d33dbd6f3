import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that reached the app, with what it brought. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/**
 * An embedded app in miniature, for what the admin's frame and the App Bridge stand-in do with
 * any app: two pages with a menu, a save bar, a title bar, a modal and buttons for the rest.
 */
export async function startEmbeddedApp() {
  const asked: Asked[] = [];
  let admin = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://app");
      const { authorization } = request.headers;
      const body = Buffer.concat(chunks).toString();
      asked.push({ method: request.method ?? "", path: url.pathname, authorization, body });
      if (url.pathname.startsWith("/data")) {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ heard: body }));
        return;
      }
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(pageOf(url, admin));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** The dev store's address, which serves App Bridge. */
    framedBy: (address: string) => (admin = address),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type EmbeddedApp = Awaited<ReturnType<typeof startEmbeddedApp>>;

function pageOf(url: URL, admin: string): string {
  const name = url.pathname === "/app/second" ? "Second" : "First";
  return `<!doctype html>
<html lang="${url.searchParams.get("locale") ?? "en"}">
<head><title>${name}</title></head>
<body>
<script src="${admin}/app-bridge.js" data-api-key="test-key"></script>
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/second?x=1">Second page</a></ui-nav-menu>
<ui-title-bar title="${name} title"><button variant="primary" onclick="said.textContent = 'exported'">Export</button></ui-title-bar>
<ui-save-bar id="bar"><button variant="primary" onclick="said.textContent = 'saved'">Save</button><button onclick="said.textContent = 'discarded'; shopify.saveBar.hide('bar')">Discard</button></ui-save-bar>
<main>
<h1>${name}</h1>
<p id="said" role="status">nothing yet</p>
<p><label>Name <input oninput="shopify.saveBar.show('bar')"></label></p>
<p><a href="/app/second">A link of the page</a></p>
<p><button onclick="shopify.toast.show('It is done', { action: 'Undo', onAction: () => said.textContent = 'undone', duration: 60000 })">Toast</button>
<button onclick="fetch('/data?_data=x', { method: 'POST', body: 'hello' }).then((a) => a.json()).then(({ heard }) => said.textContent = 'heard ' + heard)">Fetch</button>
<button onclick="shopify.resourcePicker({ type: 'product', multiple: true }).then((picked) => said.textContent = picked ? picked.map((each) => each.title).join() : 'none')">Pick</button>
<button onclick="shopify.modal.show('modal')">Modal</button>
<button onclick="window.open('shopify://admin/orders', '_top')">To the orders</button></p>
</main>
<ui-modal id="modal"><ui-title-bar title="Sure?"><button variant="primary" onclick="said.textContent = 'sure'; shopify.modal.hide('modal')">Yes</button></ui-title-bar></ui-modal>
<script>
said.dataset.claims = JSON.stringify(shopify.config);
addEventListener("shopify:navigate", (event) => location.assign(event.target.getAttribute("href")));
</script>
</body></html>`;
}
