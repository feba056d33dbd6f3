/**
 * `npm run check`: everything that must hold before a change is handed on. Each check runs,
 * whatever the ones before it found.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXTENSIONS } from "./extensions/bundle.ts";
import { Fault } from "./fault.ts";
import { missingSql } from "./migrations/difference.ts";
import { readSchema } from "./migrations/folder.ts";
import { print, run } from "./run.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

type Check = { name: string; passes: () => boolean | Promise<boolean> };

const CHECKS: Check[] = [
  { name: "format", passes: () => tool("prettier/bin/prettier.cjs", "--check", ".") },
  { name: "lint", passes: () => tool("eslint/bin/eslint.js", ".") },
  { name: "types", passes: () => tool("typescript/bin/tsc", "--noEmit") },
  // Extensions run elsewhere: their own globals, and Preact's JSX.
  ...EXTENSIONS.map((folder) => ({
    name: `types of ${folder}`,
    passes: () => tool("typescript/bin/tsc", "--noEmit", "-p", join("extensions", folder)),
  })),
  { name: "layers", passes: () => tool("vitest/vitest.mjs", "run", "test/layers.test.ts") },
  { name: "schema drift", passes: noDrift },
  { name: "tests", passes: () => node("app/commands/test.ts") },
];

await run(async () => {
  const failed: string[] = [];
  for (const { name, passes } of CHECKS) {
    print(`\n== ${name}`);
    if (!(await passes())) failed.push(name);
  }
  if (failed.length > 0) throw new Fault(`these checks failed: ${failed.join(", ")}`);
  print("\nEverything holds.");
});

function tool(file: string, ...args: string[]): boolean {
  return node(join("node_modules", file), ...args);
}

function node(file: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [file, ...args], { cwd: ROOT, stdio: "inherit" }).status === 0;
}

async function noDrift(): Promise<boolean> {
  const missing = await missingSql(readSchema());
  if (missing === null) return true;
  print(`prisma/schema.prisma is ahead of the migrations. npm run migration NAME would write:\n`);
  print(missing);
  return false;
}
