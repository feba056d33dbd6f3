import { join } from "node:path";
import { openImportMachine } from "../support/import-machine.ts";

const ROWS = 1_000_000;

/**
 * A file of a million members: its import by address, and the exports of members and transfers,
 * each as the command that a merchant runs.
 * @returns a line for each with its seconds and the most memory that its process had
 */
export async function measureImports(url: string, rows = ROWS): Promise<string> {
  const machine = await openImportMachine(url);
  try {
    const file = await machine.writeFile(rows);
    const to = (name: string) => ["--to", join(machine.folder, name)];
    const runs = [
      ["import", await machine.run("import", file)],
      ["export of members", await machine.run("export", "members", ...to("members.csv"))],
      ["export of transfers", await machine.run("export", "transfers", ...to("transfers.csv"))],
    ] as const;
    return runs
      .map(
        ([name, { seconds, peakMiB }]) =>
          `${name}, ${rows.toLocaleString("en")} rows: ${seconds.toFixed(0)} s (${Math.round(rows / seconds).toLocaleString("en")} a second), at most ${peakMiB.toFixed(0)} MiB`,
      )
      .join("\n");
  } finally {
    await machine.close();
  }
}
