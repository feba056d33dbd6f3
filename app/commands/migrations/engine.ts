import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { engineAdapter } from "./adapter.ts";

/** Everything in the schema is ours: no table or enum is left out. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

let started: Promise<void> | null = null;

/**
 * Works with Prisma's schema engine, as WebAssembly. The engine that Prisma's own command line
 * uses is downloaded when it is first needed; this one comes with `npm ci`.
 * @param url the database to work on
 * @param schema the content of prisma/schema.prisma
 */
export async function withEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  started ??= instantiate();
  await started;
  const { factory, close } = engineAdapter(url);
  const engine = await SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await close();
  }
}

async function instantiate(): Promise<void> {
  // Where the engine leaves the text of a panic; without it a panic hides its reason.
  Reflect.set(globalThis, "PRISMA_WASM_PANIC_REGISTRY", {
    set_message: (message: string) => {
      process.emitWarning(`Prisma's schema engine: ${message}`);
    },
  });
  const require = createRequire(import.meta.url);
  const file = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const { instance } = await WebAssembly.instantiate(await readFile(file.replace(/js$/, "wasm")), {
    "./schema_engine_bg.js": { ...engineModule, ...forgettableTimers() },
  });
  // The package's own entry imports the .wasm file as a module, which Node does not do; these
  // are the two steps that it would take.
  step(Reflect.get(engineModule, "__wbg_set_wasm"))(instance.exports);
  step(instance.exports["__wbindgen_start"])();
}

function step(value: unknown): (...values: unknown[]) => unknown {
  if (typeof value !== "function") {
    throw new Error("@prisma/schema-engine-wasm has another shape than expected");
  }
  return (...values): unknown => Reflect.apply(value, undefined, values) as unknown;
}

/**
 * The engine sets a timer of ten seconds for its lock and forgets to clear it; a process that
 * has nothing else to do should not wait for that.
 */
function forgettableTimers(): WebAssembly.ModuleImports {
  const names = Object.keys(engineModule).filter((name) => name.startsWith("__wbg_setTimeout_"));
  const setForgettable = (callback: () => void, milliseconds: number) =>
    setTimeout(callback, milliseconds >>> 0).unref();
  return Object.fromEntries(names.map((name) => [name, setForgettable]));
}
