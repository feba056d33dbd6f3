import { writeFileSync } from "node:fs";
import type { Database } from "../../db/pool.server.ts";
import { latestProgram } from "../../db/program-queries.server.ts";
import { currencyOfShop, timezoneOfShop } from "../../db/shop-queries.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import { currencyCode, formatMoney, MoneyError, type CurrencyCode } from "../../domain/money.ts";
import { programJsonSchema } from "../../domain/program-json-schema.ts";
import { PRESETS, presetDocument, type PresetName } from "../../domain/program-presets.ts";
import { encodeProgram } from "../../domain/program.ts";
import { previewOrder, type SampleOrderInput } from "../../domain/sample-order.ts";
import type { Locale } from "../../locales/texts.ts";
import { plural } from "../../locales/words.ts";
import { publishProgram } from "../../services/publish-program.server.ts";
import { ruleBook } from "../../wording/rule-book.ts";
import { rulesHtml } from "../../wording/rules-html.ts";
import { rulesText } from "../../wording/rules-text.ts";
import { writerIn } from "../../wording/writer.ts";
import { Fault, reasonOf } from "../fault.ts";
import { tellDifferences } from "./tell-differences.ts";
import { tellTierMoves } from "./tell-tier-moves.ts";
import { programInFile, readText, sourceOf } from "./sources.ts";

/** Options, as they were typed. */
export interface Given {
  readonly shop?: string;
  readonly locale?: string;
  readonly expect?: string;
  readonly html?: boolean;
  readonly order?: string;
  readonly total?: string;
  readonly currency?: string;
  readonly out?: string;
}

/** What a verb works with. */
interface Call {
  /** What stands behind the verb. */
  readonly rest: readonly string[];
  readonly values: Given;
  readonly connect: () => Promise<{ readonly db: Database; readonly shop: ShopId }>;
  readonly print: (text: string, toStderr?: boolean) => void;
}

interface Verb {
  /** The most that may stand behind it. */
  readonly most: number;
  readonly work: (call: Call) => Promise<void>;
}

export const VERBS = {
  show: { most: 1, work: show },
  validate: { most: 1, work: validate },
  publish: { most: 1, work: publish },
  diff: { most: 2, work: diff },
  moves: { most: 1, work: moves },
  rules: { most: 1, work: rules },
  preview: { most: 1, work: preview },
  preset: { most: 1, work: preset },
  schema: { most: 0, work: schema },
} as const satisfies Record<string, Verb>;

const json = (value: unknown) => JSON.stringify(value, null, 2);

async function show({ rest: [given], connect, print }: Call): Promise<void> {
  print(json(encodeProgram((await sourceOf(connect, given)).program)));
}

async function validate({ rest: [file], print }: Call): Promise<void> {
  print(`${programInFile(required(file, "which file?")).name} is a program.`);
}

async function publish({ rest: [file], values, connect, print }: Call): Promise<void> {
  const { program } = programInFile(required(file, "which file?"));
  const { db, shop } = await connect();
  const current = await latestProgram(queryable(db.pool), shop);
  const expectedVersion = values.expect === undefined ? current?.version : expected(values.expect);
  const outcome = await publishProgram(
    db,
    { shop, program, by: "npm run program", expectedVersion: expectedVersion ?? 0 },
    new Date(),
  );
  switch (outcome.kind) {
    case "wrong_currency":
      throw new Fault(`currency must be ${outcome.shopCurrency}, the shop's`);
    case "stale":
      throw new Fault(
        `${shop} is at version ${outcome.current} now: look at it, and publish with --expect ${outcome.current}`,
      );
    case "published":
      print(`Version ${outcome.version.version} of ${shop} is in force.`);
      if (current) print(tellDifferences(current.program, program, localeOf(values)));
  }
}

async function diff({ rest, values, connect, print }: Call): Promise<void> {
  const [first, second] = rest;
  required(first, "which versions or files?");
  const before =
    second === undefined ? await sourceOf(connect, undefined) : await sourceOf(connect, first);
  const after = await sourceOf(connect, second ?? first);
  print(`${before.name} → ${after.name}`, true);
  print(tellDifferences(before.program, after.program, localeOf(values)));
}

async function moves({ rest: [file], connect, print }: Call): Promise<void> {
  const { program } = programInFile(required(file, "which file?"));
  const { db, shop } = await connect();
  for (const line of await tellTierMoves(db, shop, program)) print(line);
}

async function rules({ rest: [given], values, connect, print }: Call): Promise<void> {
  const locale = localeOf(values);
  const { program, name } = await sourceOf(connect, given);
  const writer = writerIn(locale);
  const chapters = ruleBook(program, writer);
  const page = { locale, shopName: null, since: null, chapters, others: [] };
  print(values.html === true ? rulesHtml(page) : rulesText(writer.texts.rules.title, chapters));
  print(`The rules by ${name}.`, true);
}

async function preview({ rest: [given], values, connect, print }: Call): Promise<void> {
  const { program } = await sourceOf(connect, given);
  const writer = writerIn(localeOf(values), program.timeZone);
  const outcome = previewOrder(orderOf(values), program);
  if (outcome.kind === "invalid") throw new Fault(`the order's ${outcome.path} ${outcome.message}`);
  const { points, worthMinor, maturesAt, expiresAt, explanation } = outcome.preview;
  const amount = formatMoney(worthMinor, program.currency);
  const { currency } = program;
  const counted = plural(writer.locale, writer.texts.rules.units.points, points);
  print(`${counted}, worth ${writer.formats.money({ amount, currency })}`);
  print(`spendable ${writer.formats.dateTime(maturesAt)}`);
  print(`expiring ${expiresAt === null ? "never" : writer.formats.dateTime(expiresAt)}`);
  print(json(explanation));
}

function orderOf({ order, total }: Given): unknown {
  if ((order === undefined) === (total === undefined)) {
    throw new Fault("--order FILE or --total AMOUNT?");
  }
  const placedAt = new Date().toISOString().slice(0, 16);
  if (total !== undefined) {
    const sample: SampleOrderInput = { lines: [{ price: total }], placed_at: placedAt };
    return sample;
  }
  try {
    return { placed_at: placedAt, ...(JSON.parse(readText(order ?? "")) as object) };
  } catch (error) {
    throw new Fault(`${order ?? ""}: ${reasonOf(error)}`);
  }
}

async function preset({ rest: [name], values, connect, print }: Call): Promise<void> {
  if (name === undefined) {
    for (const one of PRESETS) print(one);
    return;
  }
  if (!(PRESETS as readonly string[]).includes(name)) {
    throw new Fault(`there is no preset ${name}: ${PRESETS.join(", ")}`);
  }
  const { currency, zone } = await moneyAndZone(values, connect);
  print(json(presetDocument(name as PresetName, currency, zone)));
}

/** The shop's, or the currency that was given and no shop's zone. */
async function moneyAndZone(
  { currency }: Given,
  connect: Call["connect"],
): Promise<{ currency: CurrencyCode; zone: string }> {
  if (currency !== undefined) return { currency: readCurrency(currency), zone: "UTC" };
  const { db, shop } = await connect();
  const sql = queryable(db.pool);
  const known = await currencyOfShop(sql, shop);
  if (known === null) throw new Fault(`the currency of ${shop} is not known yet: --currency`);
  return { currency: readCurrency(known), zone: await timezoneOfShop(sql, shop) };
}

function readCurrency(text: string): CurrencyCode {
  try {
    return currencyCode(text);
  } catch (error) {
    if (error instanceof MoneyError) throw new Fault(`--currency: ${error.message}`);
    throw error;
  }
}

async function schema({ values: { out }, print }: Call): Promise<void> {
  const text = json(programJsonSchema());
  if (out === undefined) print(text);
  else writeFileSync(out, `${text}\n`);
}

function required(given: string | undefined, question: string): string {
  if (given === undefined) throw new Fault(question);
  return given;
}

function expected(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Fault("--expect wants a version's number; 0 before the first");
}

function localeOf({ locale = "en" }: Given): Locale {
  if (locale === "en" || locale === "ru") return locale;
  throw new Fault("--locale en or ru?");
}
