import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundles = new Map<string, Promise<string>>();

/**
 * A script for browsers, bundled from TypeScript when it is first asked for.
 * @param entry path of its first file, beside this one
 * @param format a module, or a classic script for where no module may stand
 */
export function browserCode(entry: string, format: "esm" | "iife" = "esm"): Promise<string> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const bundle = bundled(entry, format);
  bundles.set(entry, bundle);
  // A mistake in the code is mended while the dev store runs, and then asked for again.
  bundle.catch(() => bundles.delete(entry));
  return bundle;
}

async function bundled(entry: string, format: "esm" | "iife"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    // Left alone by the language: a closing tag in a string would end the script it stands in.
    supported: { "inline-script": false },
  });
  return outputFiles[0]?.text ?? "";
}
