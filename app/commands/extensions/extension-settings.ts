import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { ROOT } from "./root.ts";

const TARGET = z.object({
  target: z.string(),
  /** UI extensions: the module that renders the target. */
  module: z.string().optional(),
  /** Functions: the name that Shopify calls the target's function by. */
  export: z.string().optional(),
});

const EXTENSION = z.object({
  extensions: z
    .array(
      z.object({
        handle: z.string(),
        type: z.enum(["ui_extension", "function"]),
        targeting: z.array(TARGET).min(1),
      }),
    )
    .length(1),
});

const APP = z.object({ application_url: z.url() });

export type Environment = Readonly<Record<string, string | undefined>>;

/** What bundling needs of an extension's shopify.extension.toml. */
export type ExtensionSettings = z.infer<typeof EXTENSION>["extensions"][number];

export function readExtension(folder: string): ExtensionSettings {
  const file = join(ROOT, "extensions", folder, "shopify.extension.toml");
  const [extension] = EXTENSION.parse(parse(readFileSync(file, "utf8"))).extensions;
  if (extension === undefined) throw new Error(`${file} describes no extension`);
  return extension;
}

/**
 * The app's address as an extension knows it: `process.env.APP_URL`, which Shopify's CLI puts
 * in. SHOPIFY_APP_URL where it is set, else what shopify.app.toml says.
 */
export function appUrl(env: Environment): string {
  if (env["SHOPIFY_APP_URL"]) return env["SHOPIFY_APP_URL"];
  const toml = parse(readFileSync(join(ROOT, "shopify.app.toml"), "utf8"));
  return APP.parse(toml).application_url;
}
