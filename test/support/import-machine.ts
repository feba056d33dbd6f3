import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPool } from "../../app/db/pool.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { startProcess } from "./processes.ts";

/** What a command needed. */
export interface Measured {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly output: string;
}

/** A shop with as many customers as wanted, and files of them, for the real commands. */
export interface ImportMachine {
  readonly folder: string;
  /** Writes a file of so many members, each with an address that Shopify knows. */
  writeFile(rows: number): Promise<string>;
  /** Runs a command of the project to its end. @throws where it fails */
  run(command: string, ...args: string[]): Promise<Measured>;
  close(): Promise<void>;
}

const SHOP = shopId("many-members.myshopify.com");
const COST = {
  requestedQueryCost: 10,
  throttleStatus: { maximumAvailable: 20_000, currentlyAvailable: 20_000, restoreRate: 1_000 },
};

/** Opens a shop in a migrated database. @param url of the database */
export async function openImportMachine(url: string): Promise<ImportMachine> {
  const folder = mkdtempSync(join(tmpdir(), "kopilka-imports-"));
  const shopify = await startCustomers();
  const db = createPool(url, { max: 1 });
  const installation = { name: "Many", currency: currencyCode("RUB"), timezone: "UTC" };
  await installShop(db, { shop: SHOP, ...installation }, new Date("2026-01-01T00:00:00Z"));
  await db.pool.query(
    `INSERT INTO sessions (id, shop, state, access_token, expires)
     VALUES ($1, $2, '', 'test', now() + interval '1 day')`,
    [`offline_${SHOP}`, SHOP],
  );
  const env = {
    DATABASE_URL: url,
    NODE_ENV: "development",
    DEV_STORE_URL: shopify.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:9",
    PERSONAL_DATA_KEY: "a key of at least thirty-two characters",
    KOPILKA_DATA_DIR: folder,
  };
  return {
    folder,
    async writeFile(rows) {
      const file = join(folder, `${String(rows)}.csv`);
      const out = createWriteStream(file);
      out.write("email,points,note\n");
      for (let row = 0; row < rows; row += 1) {
        const line = `member-${String(row)}@example.com,${String((row % 997) + 1)},moved\n`;
        if (!out.write(line)) await once(out, "drain");
      }
      out.end();
      await once(out, "close");
      return file;
    },
    async run(command, ...args) {
      const began = performance.now();
      const peak = ["--import", "./test/support/peak-memory.ts"];
      const running = startProcess([...peak, ...asNpmRuns(command), ...args, "--shop", SHOP], env);
      const code = await running.ended;
      const output = running.output();
      if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${output}`);
      return {
        seconds: (performance.now() - began) / 1_000,
        peakMiB: Number(/peak memory (\d+) KiB/.exec(output)?.[1]) / 1_024,
        output,
      };
    },
    async close() {
      await db.close();
      shopify.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What follows `node` in the npm script: its limits are part of what is measured. */
function asNpmRuns(command: string): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
    scripts: Record<string, string>;
  };
  return scripts[command]?.split(" ").slice(1) ?? [];
}

/** Shopify as far as an import asks it: `member-N@example.com` is the customer 8000000000000 + N. */
async function startCustomers() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        variables: { search: string };
      };
      const nodes = [...variables.search.matchAll(/member-(\d+)@example\.com/g)].map(
        ([emailAddress, number]) => ({
          id: `gid://shopify/Customer/${String(8_000_000_000_000 + Number(number))}`,
          defaultEmailAddress: { emailAddress },
        }),
      );
      const data = { customers: { nodes, pageInfo: { hasNextPage: false } } };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data, extensions: { cost: COST } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => void server.close(),
  };
}
