/**
 * `npm run bench`: what Kopilka costs against the least that could do the same, side by side
 * on one PostgreSQL in one run. Prints ratios; it judges nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages, pagesAreFresh } from "../../app/commands/build-pages.ts";
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

await run(async () => {
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
    print(measureEvaluation());
    for (const compare of [compareAcknowledgement, compareAccrual, compareHolds]) {
      const database = await freshDatabase(
        server.url,
        `kopilka_bench_${compare.name.toLowerCase()}`,
      );
      print(report(await compare(database.url)));
      await database.drop();
    }
    const database = await freshDatabase(server.url, "kopilka_bench_redemptions");
    print(await measureRedemptions(database.url));
    await database.drop();
    const members = await freshDatabase(server.url, "kopilka_bench_imports");
    print(await measureImports(members.url));
    await members.drop();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
