/** `npm run migrate`: brings the database at DATABASE_URL up to date. */
import { Fault } from "./fault.ts";
import { applyMigrations } from "./migrations/apply.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Fault("DATABASE_URL is not set: the PostgreSQL database to migrate");
  const applied = await applyMigrations(url);
  for (const name of applied) print(`applied ${name}`);
  print("The database is up to date.");
});
