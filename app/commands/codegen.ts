/**
 * `npm run codegen`: writes app/shopify/operations/generated.ts from the .graphql
 * files beside it. With `--check` it writes nothing, and fails where it would.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

import { GENERATED_FILE, generatedText } from "../shopify/codegen/generate.ts";
import { adminSchema } from "../shopify/codegen/schema.ts";
import { Fault } from "./fault.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const name = relative(process.cwd(), GENERATED_FILE);
  const text = await generatedText(adminSchema().schema);
  if (!process.argv.includes("--check")) {
    writeFileSync(GENERATED_FILE, text);
    print(`Wrote ${name}`);
  } else if (readFileSync(GENERATED_FILE, "utf8") !== text) {
    throw new Fault(`${name} is not what its .graphql files make: npm run codegen`);
  }
});
