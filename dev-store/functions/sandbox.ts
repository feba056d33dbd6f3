import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

/** Shopify's limits for a Function. */
const MEMORY_BYTES = 10_000 * 1024;
const INPUT_BYTES = 128_000;
const OUTPUT_BYTES = 20_000;
/**
 * QuickJS looks up every 10,000 calls and jumps back, each of which is at least one
 * instruction: what exceeds this exceeds Shopify's 11 million, on any machine alike.
 */
const LOOKS = 1_100;
const MILLISECONDS = 5_000;

export type SandboxOutcome =
  | { readonly kind: "wrote"; readonly output: unknown }
  | { readonly kind: "failed"; readonly reason: string };

/** What Shopify's runtime gives a Function written in JavaScript. */
const RUNTIME = `
globalThis.ShopifyFunction = {
  readInput: () => JSON.parse(globalThis.__input),
  writeOutput: (output) => { globalThis.__output = JSON.stringify(output); },
};
globalThis.console = { log() {}, error() {}, warn() {}, info() {}, debug() {} };
`;

let engine: Promise<QuickJSWASMModule> | undefined;

/**
 * Runs one export of a Function's bundle, in an engine of its own that knows
 * nothing but its input and is held to Shopify's limits.
 */
export async function runInSandbox(
  bundle: string,
  exported: string,
  input: unknown,
): Promise<SandboxOutcome> {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) > INPUT_BYTES)
    return { kind: "failed", reason: `Its input has more than ${INPUT_BYTES} bytes` };
  engine ??= newQuickJSWASMModuleFromVariant(releaseSync);
  const runtime = (await engine).newRuntime();
  let looks = 0;
  const deadline = Date.now() + MILLISECONDS;
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(512 * 1024);
  runtime.setInterruptHandler(() => (looks += 1) > LOOKS || Date.now() > deadline);
  const context = runtime.newContext();
  try {
    return run(context, bundle, exported, text);
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function run(
  context: QuickJSContext,
  bundle: string,
  exported: string,
  input: string,
): SandboxOutcome {
  context.newString(input).consume((text) => context.setProp(context.global, "__input", text));
  context.unwrapResult(context.evalCode(RUNTIME, "runtime.js")).dispose();
  const module = context.evalCode(bundle, "function.js", { type: "module" });
  if (module.error) return failure(context, module.error);
  using exports = module.value;
  using work = context.getProp(exports, exported);
  if (context.typeof(work) !== "function")
    return { kind: "failed", reason: `The bundle has no export ${exported}` };
  const called = context.callFunction(work, context.undefined);
  if (called.error) return failure(context, called.error);
  called.value.dispose();
  const output = context
    .getProp(context.global, "__output")
    .consume((value) => context.dump(value) as unknown);
  if (typeof output !== "string") return { kind: "failed", reason: "It wrote no output" };
  if (Buffer.byteLength(output) > OUTPUT_BYTES)
    return { kind: "failed", reason: `Its output has more than ${OUTPUT_BYTES} bytes` };
  return { kind: "wrote", output: JSON.parse(output) as unknown };
}

function failure(context: QuickJSContext, handle: QuickJSHandle): SandboxOutcome {
  const error = handle.consume((value) => context.dump(value) as unknown);
  const { name, message } = (typeof error === "object" && error !== null ? error : {}) as {
    name?: string;
    message?: string;
  };
  const reason =
    message === "interrupted"
      ? "It exceeded its instructions"
      : `${name ?? "Error"}: ${message ?? String(error)}`;
  return { kind: "failed", reason };
}
