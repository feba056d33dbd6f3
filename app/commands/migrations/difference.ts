import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../postgres/embedded.ts";
import { NO_FILTER, withEngine } from "./engine.ts";
import { readMigrations } from "./folder.ts";

/**
 * What the migrations leave out of the schema: all of them are applied to an empty database
 * of its own, which is then compared with the schema. Only what Prisma can express is
 * compared; CHECK constraints, triggers and roles stand in the migrations alone.
 * @param schema content of a schema.prisma
 * @returns the SQL that is missing, or null when schema and migrations agree
 */
export async function missingSql(schema: string): Promise<string | null> {
  const server = await startEmbeddedPostgres({
    folder: mkdtempSync(join(tmpdir(), "kopilka-migrations-")),
    throwaway: true,
  });
  try {
    return await withEngine(server.url, schema, async (engine) => {
      await engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTER });
      const files = [{ path: "schema.prisma", content: schema }];
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "schemaDatasource", files, configDir: "." },
        to: { tag: "schemaDatamodel", files },
        script: true,
        // 2 when they differ.
        exitCode: true,
        filters: NO_FILTER,
      });
      return exitCode === 0 ? null : stdout;
    });
  } finally {
    await server.stop();
  }
}
