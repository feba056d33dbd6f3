import { readFileSync } from "node:fs";
import { latestProgram, programVersion } from "../../db/program-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import { lineAndColumn, readProgramText } from "../../domain/program-text.ts";
import type { Program } from "../../domain/program.ts";
import { textsIn } from "../../locales/texts.ts";
import { problemText } from "../../wording/problem-text.ts";
import { Fault, reasonOf } from "../fault.ts";

/** A program, and what it is called where it is spoken of. */
export interface Source {
  readonly name: string;
  readonly program: Program;
}

/** The program in a file; `-` is what is piped in. @throws Fault with every problem and its place */
export function programInFile(file: string): Source {
  const text = readText(file);
  const read = readProgramText(text);
  const name = file === "-" ? "the document" : file;
  if (read.kind === "ok") return { name, program: read.program };
  const lines = read.problems.map((problem) => {
    const { line, column } = lineAndColumn(text, problem.from);
    const what = [problem.path, problemText(problem, textsIn("en"))].filter((part) => part !== "");
    return `${name}:${line}:${column} ${what.join(" ")}`;
  });
  const count = lines.length === 1 ? "a mistake" : `${lines.length} mistakes`;
  throw new Fault([`${name} has ${count}`, ...lines].join("\n"));
}

/** @throws Fault for a file that cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Fault(reasonOf(error));
  }
}

/** The program in force. @throws Fault before the first publication */
export async function programInForce(db: Database, shop: ShopId): Promise<Source> {
  const found = await latestProgram(queryable(db.pool), shop);
  if (found === null) throw new Fault(`${shop} has not published a program yet`);
  return { name: `version ${found.version}`, program: found.program };
}

/** A version by its number. @throws Fault where there is none */
export async function publishedVersion(
  db: Database,
  shop: ShopId,
  number: number,
): Promise<Source> {
  const found = await programVersion(queryable(db.pool), shop, number);
  if (found === null) throw new Fault(`${shop} has no version ${number}`);
  return { name: `version ${number}`, program: found.program };
}

/** A version where it is a number, else a file. */
export const isVersion = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);

/** What is meant by a version's number, a file, or nothing: then the version in force. */
export async function sourceOf(
  db: () => Promise<{ readonly db: Database; readonly shop: ShopId }>,
  given: string | undefined,
): Promise<Source> {
  if (given !== undefined && !isVersion(given)) return programInFile(given);
  const { db: pool, shop } = await db();
  return given === undefined
    ? programInForce(pool, shop)
    : publishedVersion(pool, shop, Number(given));
}
