import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PRISMA = fileURLToPath(new URL("../../../prisma/", import.meta.url));

/** prisma/migrations: a folder per migration, named by time and purpose. */
export const MIGRATIONS = join(PRISMA, "migrations");

/** Prisma's description of the tables, as it stands on disk. */
export function readSchema(): string {
  return readFileSync(join(PRISMA, "schema.prisma"), "utf8");
}

/** The migrations on disk, in the form that the schema engine takes. */
export function readMigrations(folder = MIGRATIONS) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: {
      path: "./migration_lock.toml",
      content: readFileSync(join(folder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: readFileSync(join(folder, name, "migration.sql"), "utf8"),
        },
      },
    })),
  };
}
