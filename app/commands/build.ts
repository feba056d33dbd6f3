/** `npm run build`: the pages, for production. */
import { buildPages } from "./build-pages.ts";
import { run, step } from "./run.ts";

await run(() => step("Building the pages", buildPages));
