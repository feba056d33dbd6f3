import { readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "domain", "earn-rules");

/** The registry of earn rules for actions; `npm run generate` writes it. */
export const INDEX_FILE = join(FOLDER, "index.ts");

/** What the registry is to say: every file of the folder is one kind, exported under its name. */
export function indexText(): string {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ts") && name !== "index.ts");
  const kinds = files.sort().map((file) => ({ file, name: exportedName(file) }));
  return [
    "// Written by `npm run generate` from the files beside it.",
    ...kinds.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    "",
    "/** Every kind of earn rule for actions. */",
    "export const EARN_RULE_KINDS = [",
    ...kinds.map(({ name }) => `  ${name},`),
    "] as const;",
    "",
  ].join("\n");
}

/** `social-share.ts` exports `socialShare`. */
const exportedName = (file: string): string =>
  file.replace(/\.ts$/, "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
