/** `npm run build`: the pages and the extensions' bundles, for production. */
import { buildPages } from "./build-pages.ts";
import { bundleExtensions } from "./extensions/bundle.ts";
import { run, step } from "./run.ts";

await run(async () => {
  await step("Building the pages", buildPages);
  await step("Bundling the extensions", bundleExtensions);
});
