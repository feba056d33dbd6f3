/**
 * `npm run program -- WHAT`: the programme's document, for people and scripts that write it by
 * hand. A document is given as a file (`-`: what is piped in), a published one as the number of
 * its version; where neither is given, the one in force is meant.
 *
 *   show [VERSION]              prints a document as JSON
 *   validate FILE               says what is wrong with one, and where
 *   publish FILE [--expect N]   publishes it, if version N is (still) the one in force
 *   diff [A] B                  tells in words what changes from A to B
 *   moves FILE                  counts which members would move between tiers
 *   rules [A] [--html]          prints the rules page that shoppers read
 *   preview [A] --order FILE | --total AMOUNT   what an order would earn, and why
 *   preset [NAME]               prints a document to start from; without a name lists them
 *   schema [--out FILE]         prints the JSON Schema of documents
 *
 * `--locale en|ru` chooses the words, `--shop SHOP` the shop where there are several.
 */
import { createPool } from "../db/pool.server.ts";
import type { Database } from "../db/pool.server.ts";
import { readConfig, requireDatabase } from "./options.ts";
import { runProgram } from "./program/run-program.ts";
import { print, run } from "./run.ts";

await run(async () => {
  let opened: Database | undefined;
  const open = async (): Promise<Database> => {
    if (opened !== undefined) return opened;
    const config = readConfig();
    await requireDatabase(config);
    opened = createPool(config.databaseUrl, { max: 1, name: "kopilka-program" });
    return opened;
  };
  try {
    await runProgram(process.argv.slice(2), { open, print });
  } finally {
    await opened?.close();
  }
});
