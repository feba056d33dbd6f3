/** `npm run schema`: fetches Shopify's Admin API and Functions schemas again, in the version of api-version.ts. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { API_VERSION } from "../shopify/api-version.ts";
import { SCHEMA_FOLDER, schemaFile } from "../shopify/codegen/schema.ts";
import { print, run } from "./run.ts";

const PACKAGE = "@shopify/dev-mcp@1.16.0";

await run(async () => {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-schema-"));
  try {
    // `npm pack` brings the package alone, without the 300 MB that it depends on.
    const options = { cwd: folder, encoding: "utf8" as const };
    const archive = execFileSync("npm", ["pack", "--silent", PACKAGE], options).trim();
    execFileSync("tar", ["-xzf", archive], options);
    const fetched = join(folder, "package");
    copyFileSync(join(fetched, "dist", "data", `admin_${API_VERSION}.json.gz`), schemaFile());
    const functions = `functions_discount_${API_VERSION}.json.gz`;
    copyFileSync(join(fetched, "dist", "data", functions), join(SCHEMA_FOLDER, functions));
    copyFileSync(join(fetched, "LICENSE"), join(SCHEMA_FOLDER, "LICENSE"));
    print(`Wrote ${schemaFile()}; now run: npm run codegen`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
