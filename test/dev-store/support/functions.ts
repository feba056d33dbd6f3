import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../../../app/commands/extensions/bundle.ts";

const EXTENSIONS = fileURLToPath(new URL("../../../extensions", import.meta.url));

/** A folder of extensions, as the dev store reads it. */
export const extensionsFolder = (): string => mkdtempSync(join(tmpdir(), "kopilka-extensions-"));

/** The app's own Function in such a folder, bundled afresh. */
export async function putLoyaltyDiscount(folder: string): Promise<void> {
  const own = join(EXTENSIONS, "loyalty-discount");
  const copy = join(folder, "loyalty-discount");
  mkdirSync(copy);
  for (const part of ["shopify.extension.toml", "src"])
    cpSync(join(own, part), join(copy, part), { recursive: true });
  write(join(copy, "dist", "function.js"), (await bundle("loyalty-discount")).text);
}

/** A Function that a test writes: the code of its one export `run`, which has ShopifyFunction. */
export function putFunction(folder: string, handle: string, code: string, query = QUERY): void {
  write(
    join(folder, handle, "shopify.extension.toml"),
    `api_version = "2026-07"
[[extensions]]
handle = "${handle}"
type = "function"
  [[extensions.targeting]]
  target = "cart.lines.discounts.generate.run"
  input_query = "run.graphql"
  export = "run"
`,
  );
  write(join(folder, handle, "run.graphql"), query);
  write(join(folder, handle, "dist", "function.js"), `export function run() {\n${code}\n}\n`);
}

const QUERY = "{ cart { lines { id quantity cost { subtotalAmount { amount } } } } }";

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Code of a Function that always asks for these operations. */
export const answering = (operations: readonly object[]): string =>
  `ShopifyFunction.writeOutput(${JSON.stringify({ operations })});`;

/** One order discount, as an operation. */
export const offTheOrder = (
  value: object,
  message = "Off",
  more: object = {},
): Record<string, unknown> => ({
  orderDiscountsAdd: {
    selectionStrategy: "FIRST",
    candidates: [
      { targets: [{ orderSubtotal: { excludedCartLineIds: [] } }], value, message, ...more },
    ],
  },
});
