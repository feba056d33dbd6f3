import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/server-runtime" {
  /** Types of loaders and actions follow what is really sent. */
  interface Future {
    v3_singleFetch: true;
  }
}

// What a person sees of the admin is built here; the server's own modules run
// as they are, by Node's type stripping (app/server/main.ts imports the build).
export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/*.css"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
    }),
  ],
  build: {
    // Polaris's stylesheet is one file, loaded once; inlined assets could not be cached.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
