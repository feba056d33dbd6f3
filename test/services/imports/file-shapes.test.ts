import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileProblem } from "../../../app/services/imports/csv/file-problem.ts";
import { readCsv, type CsvRow } from "../../../app/services/imports/csv/read-csv.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { bytesOf, csv, importDesk } from "./import-desk.ts";

const TOLD = { delimiter: null, encoding: null };

async function rowsOf(file: string | Uint8Array, options = TOLD): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(bytesOf(file), options)) rows.push(row);
  return rows;
}
const cellsOf = async (file: string | Uint8Array) => (await rowsOf(file)).map(({ cells }) => cells);

/** What spreadsheets of Windows write of Russian: the upper half of the table. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });

describe("a file", () => {
  const cells = [
    ["email", "note"],
    ["anna@example.com", 'says "hello", twice\nand goes'],
  ];
  const quoted = 'anna@example.com,"says ""hello"", twice\nand goes"';

  it.each([
    ["plain", `email,note\n${quoted}\n`],
    ["with a byte order mark", `\uFEFFemail,note\n${quoted}`],
    ["with line ends of Windows", `email,note\r\n${quoted}\r\n`],
    ["with line ends of old Macs", `email,note\r${quoted}\r`],
    ["with semicolons", `email;note\n${quoted.replace(",", ";")}\n`],
    ["with tabs", `email\tnote\n${quoted.replace(",", "\t")}\n`],
    ["with Excel's own first line", `sep=;\r\nemail;note\r\n${quoted.replace(",", ";")}\r\n`],
    ["in UTF-16", Buffer.from(`\uFEFFemail\tnote\n${quoted.replace(",", "\t")}\n`, "utf16le")],
  ])("is read %s", async (_how, file) => {
    expect(await cellsOf(file)).toEqual(cells);
  });

  it("in windows-1251 keeps its Russian", async () => {
    const text = csv("email,note", "anna@example.com,перенос баллов из старой программы");
    expect(await cellsOf(windows1251(text))).toEqual([
      ["email", "note"],
      ["anna@example.com", "перенос баллов из старой программы"],
    ]);
  });

  it("counts its rows as a spreadsheet does, empty ones and quoted line ends among them", async () => {
    const rows = await rowsOf('email,note\n\na@example.com,"x\ny"\n,\nb@example.com,z\n');
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 5]);
  });

  it("ends at a quotation that nobody closes, and says where it begins", async () => {
    const open = rowsOf(`email,note\na@example.com,"x\n${"b@example.com,y\n".repeat(10)}`);
    await expect(open).rejects.toThrow("Row 2 begins a quotation that does not end");
    await expect(open).rejects.toBeInstanceOf(FileProblem);
    const huge = rowsOf(`email,note\na@example.com,"${"x".repeat(1_100_000)}`);
    await expect(huge).rejects.toThrow("Row 2 begins a quotation that does not end");
  });

  it("with bytes that are no text of its encoding is refused, not guessed at", async () => {
    const bytes = Buffer.concat([
      Buffer.from("email,note\n"),
      Buffer.from("a@example.com,x\n".repeat(20_000)),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ]);
    await expect(rowsOf(bytes)).rejects.toThrow("The file has bytes that are no utf-8");
  });
});

describe("a file that cannot be imported", () => {
  let shop: ShopDatabase;
  const desk = importDesk(() => shop, { "7000000000001": "anna@example.com" });
  beforeEach(async () => {
    shop = await shopDatabase();
    await shop.install(SHOP, day(0));
  });
  afterEach(() => shop.close());

  it.each([
    ["", "The file has no rows"],
    ["name,phone\nAnna,1\n", "No column says who the members are: email or customer_id"],
    ["email,phone\na@example.com,1\n", "No column says what to import"],
    ["email,Email address,points\na,b,1\n", "Two columns both say email"],
  ])("%j says why, and keeps nothing", async (file, words) => {
    await expect(desk.bring(file, { at: day(3) })).rejects.toThrow(words);
    expect(await shop.sql.query("SELECT 1 FROM import_rows")).toEqual([]);
  });

  it("half-way leaves nothing that the mended file would be taken for a repetition of", async () => {
    const good = Array.from({ length: 1_500 }, (_, i) => `anna@example.com,${i + 1}`);
    const broken = csv("email,points", ...good, 'anna@example.com,"7');
    await expect(desk.bring(broken, { at: day(3) })).rejects.toThrow("Row 1502");
    const mended = await desk.bring(csv("email,points", ...good), { at: day(4) });
    expect(mended).toMatchObject({ posted: 1_500, repeated: 0 });
    expect(await shop.points(SHOP, "7000000000001")).toBe((1_500n * 1_501n) / 2n);
  });
});
