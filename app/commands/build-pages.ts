import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Fault, reasonOf } from "./fault.ts";
import { sourceHash } from "./source-hash.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STAMP = join(ROOT, "build", ".made-from");
const REMIX = join(ROOT, "node_modules", "@remix-run", "dev", "dist", "cli.js");

/** Everything that Remix's build reads. */
const SOURCES = ["app", "public", "vite.config.ts", "tsconfig.json", "package-lock.json"];

/** Whether `build/` is what the sources would make now. */
export function pagesAreFresh(): boolean {
  try {
    return readFileSync(STAMP, "utf8") === sourcesNow();
  } catch {
    return false;
  }
}

/**
 * Builds Remix's pages into `build/`.
 * @throws Fault with the build's own words
 */
export async function buildPages(): Promise<void> {
  const madeFrom = sourcesNow();
  try {
    await promisify(execFile)(process.execPath, [REMIX, "vite:build"], {
      cwd: ROOT,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_ENV: "production" },
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new Fault(`the pages could not be built: ${said.trim() || reasonOf(error)}`);
  }
  writeFileSync(STAMP, madeFrom);
}

function sourcesNow(): string {
  return sourceHash(ROOT, SOURCES);
}
