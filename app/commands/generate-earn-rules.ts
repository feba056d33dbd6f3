/** The second part of `npm run generate`: the registry of earn rules. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { INDEX_FILE, indexText } from "./earn-rule-index.ts";
import { print } from "./run.ts";

writeFileSync(INDEX_FILE, indexText());
print(`Wrote ${relative(process.cwd(), INDEX_FILE)}`);
