import getPort from "get-port";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { waitFor } from "../../app/commands/start/wait-for.ts";
import { startProcess, type RunningProcess } from "../support/processes.ts";
import { sessionToken } from "../support/session-token.ts";
import { call, type Answer } from "./support/clients.ts";
import { shopOf } from "./support/shop.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();
const shop = shopOf(stack);
const CLIENTS = 64;

let second: { url: string; process: RunningProcess };
let pool: pg.Pool;
beforeAll(async () => {
  const port = String(await getPort());
  const running = startProcess(["app/server/main.ts"], { ...stack.environment, PORT: port });
  second = { url: `http://127.0.0.1:${port}`, process: running };
  await waitFor("The second web process", `${second.url}/readyz`, AbortSignal.timeout(60_000));
  pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 8 });
});
afterAll(async () => {
  await pool.end();
  second.process.signal("SIGTERM");
  await second.process.ended;
});

const token = (customer: string) =>
  sessionToken(
    {
      dest: `https://${stack.environment["SHOP"] ?? "kopilka-dev.myshopify.com"}`,
      aud: stack.environment["SHOPIFY_API_KEY"] ?? "",
      sub: `gid://shopify/Customer/${customer}`,
    },
    stack.secret,
  );
const ask = (customer: string, path: string, method = "GET", body?: unknown, at = stack.app) =>
  call(`${at}/api${path}`, method, body, { authorization: `Bearer ${token(customer)}` });
const hold = z.object({ hold: z.object({ id: z.string(), code: z.string(), state: z.string() }) });
const rows = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await pool.query<T>(text, values)).rows;

/** A customer with so many points to spend. */
async function shopper(points: number): Promise<string> {
  const customer = await shop.customer();
  await expect
    .poll(async () => (await stack.api(`/members/${customer}`)).status, { timeout: 30_000 })
    .toBe(200);
  const gift = { points, reason: "gift" };
  const key = { "idempotency-key": `gift-${customer}` };
  const path = `/members/${customer}/points_transactions`;
  const { status } = await stack.api(path, "POST", gift, key);
  expect(status).toBe(201);
  return customer;
}

/** The points of a customer's holds that are open, and those of the balance. */
async function reserved(customer: string) {
  const [found] = await rows<{ open: string; available: string; held: string }>(
    `SELECT b.available, b.held,
            (SELECT coalesce(sum(points), 0) FROM holds h
              WHERE h.holder_id = b.holder_id AND h.state IN ('active', 'clearing')) AS open
       FROM balances b JOIN customers c USING (shop, holder_id) WHERE c.customer_id = $1`,
    [customer],
  );
  return {
    open: Number(found?.open),
    available: Number(found?.available),
    held: Number(found?.held),
  };
}

it(`never lets ${String(CLIENTS)} clients of two web processes hold more than one balance has`, async () => {
  const anna = await shopper(1_000);
  const answers = await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) =>
      ask(anna, "/redemptions", "POST", { points: 600 }, client % 2 === 0 ? stack.app : second.url),
    ),
  );
  const statuses = new Set(answers.map(({ status }) => status));
  expect([...statuses].filter((status) => ![201, 409, 503].includes(status))).toEqual([]);
  const { open, available, held } = await reserved(anna);
  expect([open, available, held]).toEqual([held, 1_000 - held, open]);
  expect(open).toBeLessThanOrEqual(1_000);
  // What Shopify shows is the one hold that is active, whoever has written last.
  await stack.npm("job", "clear-holds", "--at", new Date(Date.now() + 120_000).toISOString());
  const seen = await ask(anna, "/redemptions");
  expect(seen.status).toBe(200);
  expect(await stack.npm("verify")).toMatch(/: clean, /);
});

it("would be oversold by whoever reads a balance and then writes it", async () => {
  await rows("CREATE TABLE naive (id int PRIMARY KEY, available int)");
  await rows("CREATE TABLE naive_holds (points int)");
  await rows("INSERT INTO naive VALUES (1, 1000)");
  const other = new pg.Pool({ connectionString: stack.databaseUrl, max: 8 });
  const spend = async (from: pg.Pool) => {
    const { rows: read } = await from.query<{ available: number }>("SELECT available FROM naive");
    const available = read[0]?.available ?? 0;
    if (available < 600) return;
    await from.query("UPDATE naive SET available = $1", [available - 600]);
    await from.query("INSERT INTO naive_holds VALUES (600)");
  };
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => spend(client % 2 === 0 ? pool : other)),
  );
  await other.end();
  const [sum] = await rows<{ points: string }>("SELECT sum(points) AS points FROM naive_holds");
  expect(Number(sum?.points)).toBeGreaterThan(1_000);
});

it("gives points back that a killed web process had just written to Shopify", async () => {
  const anna = await shopper(500);
  await stack.control("PUT", "/faults", { admin_api: { delay_ms: 20_000 } });
  const cut = ask(anna, "/redemptions", "POST", { points: 500 }).catch((error: unknown) => error);
  await expect.poll(async () => (await reserved(anna)).open, { timeout: 20_000 }).toBe(500);
  await stack.web.kill();
  expect(await cut).toBeInstanceOf(Error);
  await stack.control("PUT", "/faults", {});
  await stack.web.start();
  const seen = await ask(anna, "/redemptions");
  const { member } = z
    .object({ member: z.object({ hold: z.object({ id: z.string() }) }) })
    .parse(seen.body);
  const gone: Answer = await ask(anna, `/redemptions/${member.hold.id}`, "DELETE");
  expect(hold.parse(gone.body).hold.state).toBe("released");
  expect(await reserved(anna)).toEqual({ open: 0, available: 500, held: 0 });
});

it("clears what is captured though the worker was killed before it told Shopify", async () => {
  const anna = await shopper(500);
  const made = hold.parse((await ask(anna, "/redemptions", "POST", { points: 500 })).body).hold;
  await stack.control("PUT", "/faults", { admin_api: { error_rate: 1 } });
  await stack.control("POST", "/orders", {
    customer: { id: anna },
    line_items: [{ title: "Brake disc", price: "3000", quantity: 1 }],
    paid_with_points: { hold: made.id, amount: "400.00", title: `Points · ${made.code}` },
  });
  const state = async () =>
    (await rows<{ state: string }>("SELECT state FROM holds WHERE hold_id = $1", [made.id]))[0]
      ?.state;
  await expect.poll(state, { timeout: 30_000 }).toBe("captured");
  await stack.worker.kill();
  await stack.control("PUT", "/faults", {});
  await stack.worker.start();
  const cleared = async () =>
    (
      await rows<{ cleared: boolean }>(
        "SELECT cleared_at IS NOT NULL AS cleared FROM holds WHERE hold_id = $1",
        [made.id],
      )
    )[0]?.cleared;
  await expect.poll(cleared, { timeout: 120_000, interval: 500 }).toBe(true);
  expect(await reserved(anna)).toEqual({ open: 0, available: 100, held: 0 });
});

it("brings back what was left at the checkout, by the jobs that anybody can run", async () => {
  const anna = await shopper(300);
  await ask(anna, "/redemptions", "POST", { points: 300 });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect(await stack.npm("job", "expire-holds", "--at", tomorrow)).toMatch(/"released":\d+/);
  expect(await reserved(anna)).toEqual({ open: 0, available: 300, held: 0 });
});
