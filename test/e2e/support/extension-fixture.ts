import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const CHECKOUT = "purchase.checkout.reductions.render-after";
export const THANK_YOU = "purchase.thank-you.block.render";

/** The origin that extensions of the fixtures know the app by; nothing is there. */
export const PRODUCTION = "https://app.example.com";

export interface Fixture {
  readonly handle: string;
  /** What each target runs: the body of a function that is given `show(text)` and `shopify`. */
  readonly targets: Readonly<Record<string, string>>;
  readonly networkAccess?: boolean;
  /** Locale files by their names, such as `en.default`. */
  readonly locales?: Readonly<Record<string, object>>;
}

/** `show` puts a line of text into the extension's place. */
const PRELUDE = `
const show = (text, name = "s-text") => {
  const element = document.createElement(name);
  element.textContent = text;
  document.body.append(element);
  return element;
};`;

/** Writes an extension into a folder of extensions, as built: a bundle without any framework. */
export function writeExtension(extensions: string, fixture: Fixture): void {
  const folder = join(extensions, fixture.handle);
  mkdirSync(join(folder, "dist"), { recursive: true });
  mkdirSync(join(folder, "locales"), { recursive: true });
  const code = Object.entries(fixture.targets).map(
    ([target, body]) => `shopify.extend(${JSON.stringify(target)}, async () => { ${body} });`,
  );
  const bundle = `(() => {${PRELUDE}\n${code.join("\n")}})();`;
  writeFileSync(join(folder, "dist", `${fixture.handle}.js`), bundle);
  for (const [name, texts] of Object.entries(fixture.locales ?? {})) {
    writeFileSync(join(folder, "locales", `${name}.json`), JSON.stringify(texts));
  }
  writeFileSync(join(folder, "shopify.extension.toml"), manifest(fixture));
  writeFileSync(
    join(extensions, "..", "shopify.app.toml"),
    `application_url = "${PRODUCTION}/app"\n`,
  );
}

function manifest({ handle, targets, networkAccess = false }: Fixture): string {
  const targeting = Object.keys(targets).map(
    (target) => `[[extensions.targeting]]\ntarget = "${target}"\nmodule = "./src/index.ts"\n`,
  );
  return `api_version = "2026-07"
[[extensions]]
type = "ui_extension"
handle = "${handle}"
${targeting.join("\n")}
[extensions.capabilities]
network_access = ${networkAccess}
[[extensions.metafields]]
namespace = "$app"
key = "hold"
`;
}
