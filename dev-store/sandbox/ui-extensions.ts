import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { z } from "zod";
import type { ExtensionOffer, ExtensionStart, JsonValue } from "./contract.ts";

/** What Shopify takes of a checkout extension's bundle, compressed. */
export const BUNDLE_LIMIT_BYTES = 64 * 1024;

const manifestSchema = z.looseObject({
  api_version: z.string().default(""),
  extensions: z.array(
    z.looseObject({
      type: z.string(),
      handle: z.string(),
      targeting: z.array(z.looseObject({ target: z.string() })).default([]),
      capabilities: z.looseObject({ network_access: z.boolean().default(false) }).optional(),
      metafields: z.array(z.object({ namespace: z.string(), key: z.string() })).default([]),
    }),
  ),
});

/** A UI extension as its files describe it. */
export interface UiExtension {
  readonly handle: string;
  readonly apiVersion: string;
  readonly folder: string;
  readonly targets: readonly string[];
  readonly networkAccess: boolean;
  /** Metafields that it has asked to see. */
  readonly metafields: readonly { readonly namespace: string; readonly key: string }[];
}

/** The UI extensions below the folder, read afresh each time: a build counts at once. */
export function uiExtensions(folder: string): UiExtension[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((entry) => join(folder, entry.name))
    .filter((place) => existsSync(join(place, "shopify.extension.toml")))
    .flatMap(extensionsIn);
}

function extensionsIn(folder: string): UiExtension[] {
  const text = readFileSync(join(folder, "shopify.extension.toml"), "utf8");
  const manifest = manifestSchema.parse(parse(text));
  return manifest.extensions
    .filter(({ type }) => type === "ui_extension")
    .map((extension) => ({
      handle: extension.handle,
      apiVersion: manifest.api_version,
      folder,
      targets: extension.targeting.map(({ target }) => target),
      networkAccess: extension.capabilities?.network_access ?? false,
      metafields: extension.metafields,
    }));
}

/** Where extensions run here: which origin they know the app by, and what it is. */
export type Surroundings = Pick<ExtensionStart, "productionOrigin" | "appOrigin" | "shop">;

/** One target of an extension with all that it needs, or why it does not run. */
export function offerOf(
  extension: UiExtension,
  target: string,
  language: string,
  surroundings: Surroundings,
): ExtensionOffer {
  const { handle } = extension;
  const refused = (reason: string): ExtensionOffer => ({
    kind: "refused",
    target,
    handle,
    reason,
  });
  const bundle = join(extension.folder, "dist", `${handle}.js`);
  if (!existsSync(bundle)) return refused("It has not been built: npm run build:extensions.");
  const code = readFileSync(bundle, "utf8");
  const size = gzipSync(code).length;
  if (size > BUNDLE_LIMIT_BYTES) {
    return refused(
      `Its bundle has ${size} bytes compressed; Shopify takes ${BUNDLE_LIMIT_BYTES}, so that it could not be deployed.`,
    );
  }
  const texts = localeFiles(extension.folder);
  const own = texts.find((file) => file.language === language);
  const byDefault = texts.find((file) => file.isDefault);
  const start: ExtensionStart = {
    ...surroundings,
    target,
    handle,
    apiVersion: extension.apiVersion,
    code,
    networkAccess: extension.networkAccess,
    language: (own ?? byDefault)?.language ?? language,
    translations: (own ?? byDefault)?.texts ?? {},
    defaultTranslations: byDefault?.texts ?? {},
  };
  return { kind: "runs", start };
}

function localeFiles(folder: string) {
  const place = join(folder, "locales");
  if (!existsSync(place)) return [];
  return readdirSync(place).flatMap((name) => {
    const [, language, isDefault] = /^([\w-]+?)(\.default)?\.json$/.exec(name) ?? [];
    if (language === undefined) return [];
    const text = readFileSync(join(place, name), "utf8");
    const texts = z.record(z.string(), z.json()).parse(JSON.parse(text)) as Record<
      string,
      JsonValue
    >;
    return [{ language, isDefault: isDefault !== undefined, texts }];
  });
}

/** The origin of `application_url` in shopify.app.toml beside the extensions; null without one. */
export function productionOrigin(folder: string): string | null {
  const file = join(folder, "..", "shopify.app.toml");
  if (!existsSync(file)) return null;
  const schema = z.looseObject({ application_url: z.url() });
  return new URL(schema.parse(parse(readFileSync(file, "utf8"))).application_url).origin;
}
