import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { JOBS } from "../../app/jobs/jobs.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { exportCustomerData } from "../../app/services/export-customer-data.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const COMMANDS = fileURLToPath(new URL("../../app/commands/", import.meta.url));
const ANNA = "7000000000001";

let shop: ShopDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
  for (const one of [SHOP, OTHER_SHOP]) {
    await shop.install(one, day(0));
    await shop.order(one, "501", { customerId: customerId(ANNA) }, day(1));
  }
});
afterAll(() => shop.close());

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as a person does, as a process of its own. */
function command(file: string, ...args: string[]): Promise<Ended> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "test",
    DATABASE_URL: shop.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:9",
    PERSONAL_DATA_KEY: "a key of thirty-two characters!!",
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMANDS + file, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

const job = (...args: string[]) => command("job.ts", ...args);
const points = async (of: typeof SHOP) => {
  const member = await viewMember(shop.db, of, customerId(ANNA));
  return member && [member.pending, member.available];
};

describe("npm run job", () => {
  it("runs a job as of a date, for one shop or for all, and prints what it did", async () => {
    const early = await job("mature-points", "--at", "2026-01-14T00:00:00Z");
    expect(JSON.parse(early.stdout)).toMatchObject({ job: "mature-points", transfers: 0 });

    const one = await job("mature-points", "--at", "2026-01-16", "--shop", "first");
    expect(JSON.parse(one.stdout)).toEqual({
      job: "mature-points",
      at: "2026-01-16T00:00:00.000Z",
      shop: SHOP,
      holders: 1,
      transfers: 1,
    });
    expect(await points(SHOP)).toEqual([0n, 10n]);
    expect(await points(OTHER_SHOP)).toEqual([10n, 0n]);

    const all = await job("mature-points", "--at", "2026-01-16T03:00:00+03:00");
    expect(JSON.parse(all.stdout)).toMatchObject({ transfers: 1 });
    expect(await points(OTHER_SHOP)).toEqual([0n, 10n]);
    expect(await shop.difference()).toBeNull();
  });

  it("goes on with the next shop when one fails, and ends with 1", async () => {
    const { code, stderr } = await job("reconcile-orders");
    expect(code).toBe(1);
    const failures = stderr
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as unknown);
    expect(failures).toMatchObject([{ shop: SHOP }, { shop: OTHER_SHOP }]);
  });

  const names = JOBS.map(({ name }) => name).join(", ");
  it.each([
    [["mature"], `kopilka: there is no job "mature"; the jobs are ${names}`],
    [[], `kopilka: which job? The jobs are ${names}`],
    [
      ["mature-points", "--at", "2027-02-30"],
      `kopilka: --at "2027-02-30" is not a time such as 2027-01-15T00:00:00Z`,
    ],
    [
      ["mature-points", "--shop", "nowhere"],
      "kopilka: nowhere.myshopify.com has never installed Kopilka here",
    ],
  ])("refuses %j in one line", async (args, line) => {
    expect(await job(...args)).toEqual({ code: 1, stdout: "", stderr: `${line}\n` });
  });
});

describe("npm run export", () => {
  it("prints everything that is held about a customer", async () => {
    const { stdout } = await command("export.ts", "--customer", ANNA, "--shop", "first");
    expect(JSON.parse(stdout)).toMatchObject({
      shop: SHOP,
      customer_id: ANNA,
      orders: [{ order_id: "501" }],
    });
  });

  it("lists the answers to data requests, and prints one", async () => {
    expect(await command("export.ts")).toMatchObject({ code: 0, stdout: "" });
    const subject = { customerId: customerId(ANNA), emailHash: null, orders: [], requestId: "77" };
    const id = await inTransaction(shop.db, (tx) => exportCustomerData(tx, SHOP, subject, day(2)));
    const line = `${id}  ${SHOP}  customer ${ANNA}  made ${day(2).toISOString()}\n`;
    expect(await command("export.ts")).toMatchObject({ code: 0, stdout: line });
    expect(await command("export.ts", "--shop", "second")).toMatchObject({ code: 0, stdout: "" });
    const { stdout } = await command("export.ts", id);
    expect(JSON.parse(stdout)).toMatchObject({ data_request_id: "77", customer_id: ANNA });
  });

  it.each([
    [["7"], /not an export's id/],
    [["0199f9a0-0000-7000-8000-000000000001"], /there is no export/],
    [["0199f9a0-0000-7000-8000-000000000001", "--customer", "7"], /one at a time/],
    [["--customer", "Anna"], /numeric customer id/],
  ])("refuses %j in one line", async (args, reason) => {
    const { code, stdout, stderr } = await command("export.ts", ...args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(reason);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("asks which shop where there are several", async () => {
    const { code, stderr } = await command("export.ts", "--customer", ANNA);
    expect([code, stderr]).toEqual([
      1,
      "kopilka: several shops have Kopilka here: say which, --shop\n",
    ]);
  });
});
