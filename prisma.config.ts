import { defineConfig } from "prisma/config";

// Prisma's command line would download its schema engine at the first call. `generate`,
// `validate` and `format` never run it, so any program that exists will do; migrations use
// the engine's WebAssembly build (app/commands/migrations/engine.ts).
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
