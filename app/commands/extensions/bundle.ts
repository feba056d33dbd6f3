import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import { Fault, reasonOf } from "../fault.ts";
import { appUrl, readExtension } from "./extension-settings.ts";
import type { Environment, ExtensionSettings } from "./extension-settings.ts";
import { ROOT } from "./root.ts";

/** A bundle as Shopify would get it. */
export type Bundle = {
  /** Its file, from the root of the project. */
  file: string;
  text: string;
  bytes: number;
  /** As Shopify measures a UI extension: gzipped. */
  compressedBytes: number;
};

/** The extensions that have a bundle, by their folder. */
export const EXTENSIONS = ["checkout-points", "loyalty-discount"] as const;

/**
 * Bundles one extension with the same options of esbuild as Shopify's CLI (4.8), in memory.
 * @throws Fault with esbuild's own words
 */
export async function bundle(
  folder: (typeof EXTENSIONS)[number],
  env: Environment = process.env,
): Promise<Bundle> {
  const extension = readExtension(folder);
  const [name, options] =
    extension.type === "function"
      ? ["function.js", functionOptions(extension)]
      : [`${extension.handle}.js`, interfaceOptions(env)];
  const directory = join(ROOT, "extensions", folder);
  try {
    const { outputFiles } = await build({
      ...options,
      absWorkingDir: directory,
      bundle: true,
      legalComments: "none",
      logLevel: "silent",
      write: false,
      stdin: { contents: entryOf(extension), loader: "tsx", resolveDir: directory },
    });
    const text = outputFiles[0]?.text ?? "";
    const file = join("extensions", folder, "dist", name);
    return { file, text, bytes: Buffer.byteLength(text), compressedBytes: gzipSync(text).length };
  } catch (error) {
    throw new Fault(`${folder} could not be bundled: ${reasonOf(error)}`);
  }
}

/** Puts a bundle in its place in one move: whoever reads it meanwhile reads a whole one. */
export function place({ file, text }: Bundle): void {
  const path = join(ROOT, file);
  mkdirSync(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, path);
}

function interfaceOptions(env: Environment): BuildOptions {
  return {
    define: {
      "process.env.NODE_ENV": '"production"',
      "process.env.APP_URL": JSON.stringify(appUrl(env)),
    },
    jsx: "automatic",
    loader: { ".esnext": "ts", ".js": "jsx" },
    minify: true,
    target: "es6",
    resolveExtensions: [".tsx", ".ts", ".js", ".json", ".esnext", ".mjs", ".ejs"],
  };
}

function functionOptions(extension: ExtensionSettings): BuildOptions {
  const entry = join(ROOT, "extensions", extension.handle, "src", "index.ts");
  return { alias: { "user-function": entry }, target: "es2022", format: "esm" };
}

/** The module that the bundle begins with: it hands every target's code to Shopify. */
function entryOf(extension: ExtensionSettings): string {
  return extension.targeting
    .map(({ target, module, export: exported }, index) => {
      if (extension.type === "function") return functionEntry(target, exported);
      if (module === undefined) throw new Fault(`${target} names no module`);
      return `import target${index} from ${JSON.stringify(module)};
        shopify.extend(${JSON.stringify(target)}, (...args) => target${index}(...args));`;
    })
    .join("\n");
}

function functionEntry(target: string, exported: string | undefined): string {
  if (exported === undefined) throw new Fault(`${target} names no export`);
  const name = exported.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `import { ${name} as run_${name} } from "user-function";
    export function ${name}() {
      ShopifyFunction.writeOutput(run_${name}(ShopifyFunction.readInput()));
    }`;
}

/** Makes all bundles anew, which takes a tenth of a second, and puts them in their places. */
export async function bundleExtensions(): Promise<Bundle[]> {
  const bundles = await Promise.all(EXTENSIONS.map((folder) => bundle(folder)));
  bundles.forEach(place);
  return bundles;
}
