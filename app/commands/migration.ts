/** `npm run migration NAME`: writes the next migration from prisma/schema.prisma. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Fault } from "./fault.ts";
import { missingSql } from "./migrations/difference.ts";
import { MIGRATIONS, readSchema } from "./migrations/folder.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const name = process.argv[2] ?? "";
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Fault(
      "Give the migration a name of small letters, digits and _: npm run migration add_tiers",
    );
  }
  const sql = await missingSql(readSchema());
  if (sql === null) {
    print("Nothing to write: the migrations already make what prisma/schema.prisma says.");
    return;
  }
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS, `${time}_${name}`);
  mkdirSync(folder);
  const file = join(folder, "migration.sql");
  writeFileSync(file, sql);
  print(`Wrote ${relative(process.cwd(), file)}: read it, and add by hand what Prisma cannot say.`);
});
