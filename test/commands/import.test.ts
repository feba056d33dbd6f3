import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { openImportMachine, type ImportMachine } from "../support/import-machine.ts";

let database: FreshDatabase;
let machine: ImportMachine;
const folder = mkdtempSync(join(tmpdir(), "kopilka-import-test-"));
beforeAll(async () => {
  database = await freshDatabase();
  machine = await openImportMachine(database.url);
});
afterAll(async () => {
  await machine.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file of the given rows. */
function fileOf(name: string, ...rows: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${rows.join("\n")}\n`);
  return file;
}

describe("npm run import", () => {
  it("previews, imports, reports refused rows, and undoes by the import's id", async () => {
    const file = fileOf(
      "points.csv",
      "Email;Points Balance;VIP Tier;Activation Date",
      "member-1@example.com;120;Gold;2024-01-01",
      "member-2@example.com;1,5;;",
      "nobody@elsewhere.test;7;;",
    );
    const preview = await machine.run("import", file, "--preview");
    expect(preview.output).toContain("Preview of a file that looks like rivo: nothing was posted");
    expect(preview.output).toContain("1 would be posted, 120 points");

    const report = join(folder, "refused.csv");
    const done = await machine.run("import", file, "--report", report);
    expect(done.output).toMatch(/1 posted, 120 points\n.*1 are waiting/);
    expect(done.output).toContain("columns not used: Activation Date, tier");
    expect(done.output).toContain('Row 3, points: "1,5" has a fraction');
    expect(readFileSync(report, "utf8")).toBe(
      'row,column,code,problem\r\n3,points,fractional_points,"""1,5"" has a fraction, and points are whole: write 1 or 2"\r\n',
    );

    const again = await machine.run("import", file);
    expect(again.output).toContain("This file was imported before");
    const id = /--undo (\S+)/.exec(done.output)?.[1] ?? "";
    expect((await machine.run("import")).output).toContain(`${id}  `);
    const undone = await machine.run("import", "--undo", id);
    expect(undone.output).toContain("120 points were taken back");
  });

  it("says in a line what is wrong with a file, a format or an id", async () => {
    const file = fileOf("wrong.csv", "name,phone", "Anna,1");
    await expect(machine.run("import", file)).rejects.toThrow(/kopilka: No column says who/);
    await expect(machine.run("import", "/nowhere.csv")).rejects.toThrow("there is no file");
    await expect(machine.run("import", file, "--format", "excel")).rejects.toThrow("is none of");
    await expect(machine.run("import", "--undo", "7")).rejects.toThrow("is not an import's id");
  });
});

describe("npm run export", () => {
  it("writes members so that an import takes the file as it is", async () => {
    const first = fileOf("own.csv", "email,points,external_id", "member-5@example.com,50,five");
    await machine.run("import", first);
    const members = join(folder, "members.csv");
    const written = await machine.run("export", "members", "--to", members);
    expect(written.output).toContain(`members of many-members.myshopify.com are in ${members}`);
    const [header, ...rows] = readFileSync(members, "utf8").trim().split("\r\n");
    expect(header).toBe(
      "customer_id,member_id,status,points,points_pending,points_held,points_owed,tier,birthday,joined_at",
    );
    expect(rows.some((row) => /^8000000000005,[^,]+,active,50,0,0,0,,,/.test(row))).toBe(true);
    const back = await machine.run("import", members, "--preview");
    expect(back.output).toContain("0 refused");
  });

  it("writes transfers to the terminal where no file is named", async () => {
    const { output } = await machine.run("export", "transfers");
    expect(output).toMatch(/^id,customer_id,member_id,seq,code,points,points_pending,/);
    expect(output).toContain(",import,");
  });
});

describe("npm run backfill", () => {
  it("wants a day, and a version that there is", async () => {
    await expect(machine.run("backfill", "--since", "yesterday")).rejects.toThrow("--since");
    await expect(
      machine.run("backfill", "--since", "2026-10-01", "--program", "9"),
    ).rejects.toThrow('--program "9": many-members.myshopify.com has the versions 1');
    const { output } = await machine.run("backfill");
    expect(output).toContain("has no back-fills");
  });
});

describe("1,000,000 rows in under 512 MB of memory", () => {
  it("because what an import and an export need does not grow with the rows", async () => {
    const peaks = [];
    for (const rows of [3_000, 15_000]) {
      const file = await machine.writeFile(rows);
      const { peakMiB } = await machine.run("import", file);
      const members = await machine.run("export", "members", "--to", join(folder, "all.csv"));
      peaks.push({ import: peakMiB, export: members.peakMiB });
    }
    const [few, many] = peaks;
    // Five times the rows: what is in memory is a batch of them, and what V8 keeps for the next.
    expect(many?.import).toBeLessThan((few?.import ?? 0) + 120);
    expect(many?.export).toBeLessThan((few?.export ?? 0) + 120);
    expect(many?.import).toBeLessThan(512);
  }, 180_000);
});
