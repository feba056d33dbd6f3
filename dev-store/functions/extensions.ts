import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

const targeting = z.looseObject({
  target: z.string(),
  input_query: z.string().optional(),
  export: z.string().optional(),
});

const file = z.looseObject({
  api_version: z.string().optional(),
  extensions: z.array(
    z.looseObject({
      type: z.string(),
      handle: z.string(),
      name: z.string().optional(),
      description: z.string().optional(),
      targeting: z.array(targeting).default([]),
      input: z
        .looseObject({ variables: z.object({ namespace: z.string(), key: z.string() }).optional() })
        .optional(),
    }),
  ),
});

export interface FunctionTarget {
  readonly target: string;
  /** The name under which the bundle offers it. */
  readonly export: string;
  /** The text of the input query. */
  readonly query: string;
}

/** A Function as its files describe it. */
export interface FunctionExtension {
  readonly handle: string;
  /** What Shopify would call it: the same for as long as the handle is. */
  readonly id: string;
  readonly title: string;
  readonly apiVersion: string;
  readonly targets: readonly FunctionTarget[];
  /** The metafield of the discount that holds the input query's variables. */
  readonly variables: { readonly namespace: string; readonly key: string } | null;
  /** The bundle, or null while it has not been built. */
  readonly bundle: string | null;
}

/**
 * The Functions below the folder of extensions, read afresh each time: a build
 * while the dev store runs counts at once. The manifest's other extensions are passed over.
 */
export function functionExtensions(folder: string): FunctionExtension[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => functionsOf(join(folder, entry.name)));
}

function functionsOf(folder: string): FunctionExtension[] {
  const manifest = join(folder, "shopify.extension.toml");
  if (!existsSync(manifest)) return [];
  const parsed = file.safeParse(parse(readFileSync(manifest, "utf8")));
  if (!parsed.success) throw new Error(`${manifest} is not as it should be: ${parsed.error}`);
  const bundle = join(folder, "dist", "function.js");
  return parsed.data.extensions
    .filter((extension) => extension.type === "function")
    .map((extension) => ({
      handle: extension.handle,
      id: functionId(extension.handle),
      title: extension.name ?? extension.handle,
      apiVersion: parsed.data.api_version ?? "",
      targets: extension.targeting.map((part) => ({
        target: part.target,
        export: part.export ?? "run",
        query:
          part.input_query === undefined
            ? ""
            : readFileSync(join(folder, part.input_query), "utf8"),
      })),
      variables: extension.input?.variables ?? null,
      bundle: existsSync(bundle) ? readFileSync(bundle, "utf8") : null,
    }));
}

function functionId(handle: string): string {
  const hex = createHash("sha256").update(`function ${handle}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
