import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant } from "quickjs-emscripten-core";

/** What Shopify's runtime gives a Function written in JavaScript. */
const RUNTIME = `globalThis.ShopifyFunction = {
  readInput: () => JSON.parse(input),
  writeOutput: (value) => { globalThis.output = JSON.stringify(value); },
}`;

const engine = newQuickJSWASMModuleFromVariant(releaseSync);

/** Runs one export of the built bundle in QuickJS, as Shopify does. */
export async function runFunction(
  bundle: string,
  exported: string,
  input: unknown,
): Promise<unknown> {
  using context = (await engine).newContext();
  using text = context.newString(JSON.stringify(input));
  context.setProp(context.global, "input", text);
  context.unwrapResult(context.evalCode(RUNTIME)).dispose();
  using module = context.unwrapResult(context.evalCode(bundle, "function.js", { type: "module" }));
  using run = context.getProp(module, exported);
  context.unwrapResult(context.callFunction(run, context.undefined)).dispose();
  using output = context.getProp(context.global, "output");
  return JSON.parse(String(context.dump(output))) as unknown;
}
