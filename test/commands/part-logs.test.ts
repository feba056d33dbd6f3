import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPart } from "../../app/commands/start/part.ts";

/** A part that ends at once, complaining. */
async function start(folder: string) {
  const environment = { DATABASE_URL: "" };
  await startPart("a part", "app/commands/migrate.ts", { folder, environment }).ended;
}

const complaints = (text: string) => text.match(/DATABASE_URL is not set/g)?.length ?? 0;

it("a restart leaves the reason of the last crash in the log", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-logs-"));
  await start(folder);
  await start(folder);
  expect(complaints(readFileSync(join(folder, "logs", "a-part.log"), "utf8"))).toBe(2);
});

it("a log that has grown long is put aside", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-logs-"));
  await start(folder);
  const log = join(folder, "logs", "a-part.log");
  writeFileSync(log, "x".repeat(6_000_000));
  await start(folder);
  expect(complaints(readFileSync(log, "utf8"))).toBe(1);
  expect(statSync(`${log}.1`).size).toBe(6_000_000);
});
