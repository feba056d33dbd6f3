/**
 * `npm test`: every test, the browser's included. Arguments go to Vitest. The last line says
 * how many passed, failed and were skipped; no test at all is a failure.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { buildPages, pagesAreFresh } from "./build-pages.ts";
import { bundleExtensions } from "./extensions/bundle.ts";
import { Fault } from "./fault.ts";
import { print, run, step } from "./run.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VITEST = join(ROOT, "node_modules", "vitest", "vitest.mjs");

const RESULTS = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});

await run(async () => {
  // The tests that run real processes need the pages; built once here, not by each of them.
  if (!pagesAreFresh()) await step("Building the pages", buildPages);
  await bundleExtensions();
  const folder = mkdtempSync(join(tmpdir(), "kopilka-results-"));
  try {
    const file = join(folder, "results.json");
    const code = await vitest([
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...process.argv.slice(2),
    ]);
    summarise(file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function vitest(args: string[]): Promise<number> {
  const child = spawn(process.execPath, [VITEST, ...args], { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      resolve(code ?? 1);
    });
  });
}

function summarise(file: string, code: number): void {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Fault("Vitest ended before it had results");
  }
  const results = RESULTS.parse(JSON.parse(text));
  const passed = results.numPassedTests;
  // A file that cannot be loaded has no failed test, but it has failed.
  const failed =
    results.numFailedTests > 0 || results.success
      ? results.numFailedTests
      : Math.max(1, results.numFailedTestSuites);
  const skipped = results.numPendingTests + results.numTodoTests;
  if (passed + failed === 0) print("No test ran.", true);
  process.exitCode = code === 0 && failed === 0 && passed > 0 ? 0 : 1;
  print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
}
