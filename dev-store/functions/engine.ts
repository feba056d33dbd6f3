import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

/** Shopify's limits for a Function. */
const MEMORY_BYTES = 10_000 * 1024;
const STACK_BYTES = 128 * 1024;
const OUTPUT_BYTES = 20_000;
/**
 * QuickJS looks up every 10,000 calls and jumps back, each of which is at least one
 * instruction: what exceeds this exceeds Shopify's 11 million, on any machine alike.
 */
const LOOKS = 1_100;

export type SandboxOutcome =
  | { readonly kind: "wrote"; readonly output: unknown }
  | { readonly kind: "failed"; readonly reason: string };

/** One export of a bundle, and its input as JSON. */
export interface SandboxJob {
  readonly bundle: string;
  readonly exported: string;
  readonly input: string;
}

/** What Shopify's runtime gives a Function written in JavaScript. */
const RUNTIME = `
globalThis.ShopifyFunction = {
  readInput: () => JSON.parse(globalThis.__input),
  writeOutput: (output) => { globalThis.__output = JSON.stringify(output); },
};
globalThis.console = { log() {}, error() {}, warn() {}, info() {}, debug() {} };
`;

export const loadEngine = (): Promise<QuickJSWASMModule> =>
  newQuickJSWASMModuleFromVariant(releaseSync);

/**
 * Runs a job in an engine that knows nothing but its input.
 * @throws what QuickJS throws when a Function has broken it: then it is of no more use
 */
export function runJob(engine: QuickJSWASMModule, job: SandboxJob): SandboxOutcome {
  const runtime = engine.newRuntime();
  let looks = 0;
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(STACK_BYTES);
  runtime.setInterruptHandler(() => (looks += 1) > LOOKS);
  const context = runtime.newContext();
  try {
    return run(context, job);
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function run(context: QuickJSContext, { bundle, exported, input }: SandboxJob): SandboxOutcome {
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
