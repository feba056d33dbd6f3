/**
 * `npm run codegen`: writes app/shopify/operations/generated.ts from the .graphql files beside
 * it, and the Discount Function's types from its input queries. With `--check` it writes
 * nothing, and fails where it would.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";

import { functionFiles } from "../shopify/codegen/function-types.ts";
import { GENERATED_FILE, generatedText } from "../shopify/codegen/generate.ts";
import { adminSchema } from "../shopify/codegen/schema.ts";
import { Fault } from "./fault.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const files = await functionFiles();
  files.set(GENERATED_FILE, await generatedText(adminSchema().schema));
  for (const [file, text] of files) {
    const name = relative(process.cwd(), file);
    if (!process.argv.includes("--check")) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      print(`Wrote ${name}`);
    } else if (readFileSync(file, "utf8") !== text) {
      throw new Fault(`${name} is not what its .graphql files make: npm run codegen`);
    }
  }
});
