/**
 * `npm run bench [-- NAME ...]`: what Kopilka costs against the least that could do the same, side
 * by side on one PostgreSQL in one run; by names only those. Prints ratios; it judges nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages, pagesAreFresh } from "../../app/commands/build-pages.ts";
import { Fault } from "../../app/commands/fault.ts";
import { readArguments } from "../../app/commands/options.ts";
import { startEmbeddedPostgres } from "../../app/commands/postgres/embedded.ts";
import { print, run } from "../../app/commands/run.ts";
import { compareAccrual } from "./accrual.ts";
import { compareAcknowledgement } from "./acknowledgement.ts";
import { measureEvaluation } from "./evaluation.ts";
import { freshDatabase } from "./fresh-database.ts";
import { compareHolds } from "./holds.ts";
import { measureImports } from "./imports.ts";
import { machine } from "./machine.ts";
import { measureRedemptions } from "./redemptions.ts";
import { report } from "./rounds.ts";

/** Each on a database of its own. */
const MEASURES: Readonly<Record<string, (databaseUrl: string) => string | Promise<string>>> = {
  evaluation: measureEvaluation,
  acknowledgement: async (url) => report(await compareAcknowledgement(url)),
  accrual: async (url) => report(await compareAccrual(url)),
  holds: async (url) => report(await compareHolds(url)),
  redemptions: measureRedemptions,
  imports: measureImports,
};

await run(async () => {
  const { positionals } = readArguments({});
  const unknown = positionals.find((name) => !(name in MEASURES));
  if (unknown !== undefined)
    throw new Fault(`there is no "${unknown}" to measure; ${Object.keys(MEASURES).join(", ")} are`);
  const wanted = positionals.length > 0 ? positionals : Object.keys(MEASURES);
  // The web process does not start without its pages.
  if (!pagesAreFresh()) await buildPages();
  const given = process.env["DATABASE_URL"];
  const folder = mkdtempSync(join(tmpdir(), "kopilka-bench-"));
  // Safe against power cuts, as in production: commits wait for the disk.
  const server = given
    ? { url: given, stop: () => Promise.resolve() }
    : await startEmbeddedPostgres({ folder, throwaway: false });
  try {
    print(await machine(server.url));
    for (const [name, measure] of Object.entries(MEASURES)) {
      if (!wanted.includes(name)) continue;
      const database = await freshDatabase(server.url, `kopilka_bench_${name}`);
      print(await measure(database.url));
      await database.drop();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
