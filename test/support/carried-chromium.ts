import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";
import { z } from "zod";

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
// Not import.meta.resolve, which Vitest does not have.
const PACKAGE = join(MODULES, "@sparticuz", "chromium");
const CACHE = join(MODULES, ".cache", "chromium");

/** A Chromium out of node_modules and the environment that it needs on this machine. */
export type CarriedChromium = { executablePath: string; env: Record<string, string> };

/**
 * Unpacks the Chromium that npm brought, once, and lends it the libraries and fonts that the
 * machine lacks.
 */
export async function carriedChromium(): Promise<CarriedChromium> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")));
  const folder = join(CACHE, version);
  if (!existsSync(folder)) await unpack(folder);
  const executablePath = join(folder, "chromium");
  const libraries = spawnSync("ldd", [executablePath], { encoding: "utf8" });
  const lacking = libraries.status !== 0 || libraries.stdout.includes("not found");
  return {
    executablePath,
    env: {
      ...(lacking && { LD_LIBRARY_PATH: join(folder, "al2023", "lib") }),
      ...(!existsSync("/etc/fonts") && { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  };
}

/** Unpacks beside the target and renames, so that two tests at once never see half of it. */
async function unpack(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const half = mkdtempSync(join(CACHE, "half-"));
  const before = process.env["TMPDIR"];
  // The package unpacks into the folder for temporary files, whatever that is.
  process.env["TMPDIR"] = half;
  try {
    for (const name of ["chromium.br", "fonts.tar.br", "al2023.tar.br"]) {
      await inflate(join(PACKAGE, "bin", name));
    }
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(half, { recursive: true, force: true });
  }
}
