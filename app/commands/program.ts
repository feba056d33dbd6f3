/**
 * `npm run program -- WHAT`: the programme's document, for people and scripts that write it by
 * hand. A document is given as a file (`-`: what is piped in), a published one as the number of
 * its version; where neither is given, the one in force is meant.
 *
 *   show [VERSION]              prints a document as JSON
 *   validate FILE               says what is wrong with one, and where
 *   publish FILE [--expect N]   publishes it, if version N is (still) the one in force
 *   diff [A] B                  tells in words what changes from A to B
 *   rules [A] [--html]          prints the rules page that shoppers read
 *   preview [A] --order FILE | --total AMOUNT   what an order would earn, and why
 *   preset [NAME]               prints a document to start from; without a name lists them
 *   schema [--out FILE]         prints the JSON Schema of documents
 *
 * `--locale en|ru` chooses the words, `--shop SHOP` the shop where there are several.
 */
import { parseArgs } from "node:util";
import { createPool } from "../db/pool.server.ts";
import type { Database } from "../db/pool.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { Fault, reasonOf } from "./fault.ts";
import { readConfig, readShopId, requireDatabase } from "./options.ts";
import { VERBS, type Given } from "./program/verbs.ts";
import { print, run } from "./run.ts";
import { shopOf } from "./shop-of.ts";

const USAGE = `npm run program -- ${Object.keys(VERBS).join(" | ")}`;

await run(async () => {
  const { positionals, values } = readGiven();
  const [verb, ...rest] = positionals;
  if (verb === undefined || !Object.hasOwn(VERBS, verb)) throw new Fault(`what? ${USAGE}`);
  const { most, work } = VERBS[verb as keyof typeof VERBS];
  if (rest.length > most) throw new Fault(`too much: ${rest.slice(most).join(" ")}. ${USAGE}`);

  let opened: Database | null = null;
  /** Connects when it is first needed: half of the verbs need no database. */
  const connect = async (): Promise<{ db: Database; shop: ShopId }> => {
    const given = values.shop === undefined ? null : readShopId(values.shop);
    if (opened === null) {
      const config = readConfig();
      await requireDatabase(config);
      opened = createPool(config.databaseUrl, { max: 1, name: "kopilka-program" });
    }
    return { db: opened, shop: await shopOf(opened, given) };
  };
  try {
    await work({ rest, values, connect, print });
  } finally {
    await (opened as Database | null)?.close();
  }
});

function readGiven(): { positionals: string[]; values: Given } {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        shop: { type: "string" },
        locale: { type: "string" },
        expect: { type: "string" },
        html: { type: "boolean" },
        order: { type: "string" },
        total: { type: "string" },
        currency: { type: "string" },
        out: { type: "string" },
      },
    });
  } catch (error) {
    throw new Fault(reasonOf(error));
  }
}
