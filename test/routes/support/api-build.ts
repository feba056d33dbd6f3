import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { flatRoutesUniversal } from "@remix-run/dev/dist/config/flat-routes.js";
import type { ServerBuild } from "@remix-run/node";

const APP = fileURLToPath(new URL("../../../app", import.meta.url));

/** Loads the real route modules, so that no test depends on a build that may be stale. */
const modules = import.meta.glob("../../../app/routes/api.*.ts");

/**
 * The API's routes as Remix serves them, without pages: what Vite would build of
 * them, with Remix's own reading of their file names.
 */
export async function apiBuild(): Promise<ServerBuild> {
  const loaded = new Map(
    await Promise.all(
      Object.entries(modules).map(
        async ([file, load]) => [file.replace("../../../app/", ""), await load()] as const,
      ),
    ),
  );
  const manifest = flatRoutesUniversal(
    APP,
    [...loaded.keys()].map((file) => join(APP, file)),
  );
  const routes = Object.fromEntries(
    Object.values(manifest).map((route) => [
      route.id,
      {
        id: route.id,
        // The root route is no page here.
        ...(route.path === undefined ? {} : { path: route.path }),
        ...(route.index === undefined ? {} : { index: route.index }),
        module: loaded.get(route.file.replace(`${APP}/`, "")),
      },
    ]),
  ) as unknown as ServerBuild["routes"];
  return {
    entry: { module: { default: () => new Response("no pages here", { status: 404 }) } },
    routes,
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "test" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: {},
    isSpaMode: false,
    mode: "production",
  } as unknown as ServerBuild;
}
