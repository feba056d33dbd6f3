/** `npm run build:extensions`: the bundles of the extensions, with their sizes. */
import { bundleExtensions } from "./extensions/bundle.ts";
import { print, run } from "./run.ts";

await run(async () => {
  for (const { file, bytes, compressedBytes } of await bundleExtensions()) {
    print(`${file}: ${bytes} bytes, ${compressedBytes} compressed`);
  }
});
