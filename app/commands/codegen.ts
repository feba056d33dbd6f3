/** `npm run codegen`: writes app/shopify/operations/generated.ts from the .graphql files. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

import { GENERATED_FILE, generatedText } from "../shopify/codegen/generate.ts";
import { adminSchema } from "../shopify/codegen/schema.ts";
import { print, run } from "./run.ts";

await run(async () => {
  writeFileSync(GENERATED_FILE, await generatedText(adminSchema().schema));
  print(`Wrote ${relative(process.cwd(), GENERATED_FILE)}`);
});
