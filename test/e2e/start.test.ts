import { rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openFolder, startKopilka, type Kopilka } from "../support/kopilka.ts";
import { processesOf, startProcess, type RunningProcess } from "../support/processes.ts";

let folder: string;
const started: RunningProcess[] = [];

beforeAll(() => {
  folder = openFolder();
});

afterEach(async () => {
  for (const { signalGroup, ended } of started.splice(0)) {
    signalGroup("SIGKILL");
    await ended;
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function up(): Promise<Kopilka> {
  const kopilka = await startKopilka({ folder });
  started.push(kopilka.process);
  return kopilka;
}

/** Waits until nothing of it is left, and fails with what is. */
async function nothingIsLeftOf({ pid }: RunningProcess): Promise<void> {
  await expect.poll(() => processesOf(pid, folder), { timeout: 10_000 }).toEqual([]);
}

describe("npm start", () => {
  it("brings everything up, and Ctrl-C ends everything", async () => {
    const kopilka = await up();
    const answers = await Promise.all([
      fetch(`${kopilka.app}/healthz`),
      fetch(`${kopilka.app}/readyz`),
      fetch(`${kopilka.devStore}/control/state`),
      fetch(`${kopilka.app}/api/v1/program`, {
        headers: { authorization: `Bearer ${kopilka.token}` },
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

    kopilka.process.signalGroup("SIGINT");
    expect(await kopilka.process.ended).toBe(0);
    await nothingIsLeftOf(kopilka.process);
  });

  it("keeps its data and its token when it is started again; SIGTERM ends it too", async () => {
    const first = await up();
    first.process.signal("SIGTERM");
    expect(await first.process.ended).toBe(0);
    const second = await up();
    expect(second.token).toBe(first.token);
    expect(second.process.output()).not.toMatch(/Seeding|Building/);
    second.process.signal("SIGTERM");
    await second.process.ended;
    await nothingIsLeftOf(second.process);
  });

  it("leaves nothing behind when it is killed outright", async () => {
    const kopilka = await up();
    kopilka.process.signal("SIGKILL");
    await nothingIsLeftOf(kopilka.process);
  });

  it.each([
    ["web process", "app/server/main.ts"],
    ["worker", "app/jobs/main.ts"],
    ["dev store", "dev-store/main.ts"],
    ["database", "/postgres -D "],
  ])("ends with the reason when the %s is gone", async (_, command) => {
    const kopilka = await up();
    killPart(kopilka, command);
    expect(await kopilka.process.ended).toBe(1);
    expect(kopilka.process.output()).toMatch(
      /\nkopilka: (the (web process|worker|dev store) ended|PostgreSQL in .* stopped): .+/,
    );
    await nothingIsLeftOf(kopilka.process);
  });
});

describe("npm start refuses in one clear line", () => {
  let occupied: Server;
  let port: number;

  beforeAll(async () => {
    occupied = createServer();
    await new Promise<void>((resolve) => occupied.listen(0, "127.0.0.1", resolve));
    const address = occupied.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });

  afterAll(() => {
    occupied.close();
  });

  it.each([
    ["a port in use", "PORT", () => String(port), /^kopilka: port \d+ is in use: .*set PORT/],
    [
      "the dev store's port in use",
      "DEV_STORE_PORT",
      () => String(port),
      /^kopilka: port \d+ is in use: .*set DEV_STORE_PORT/,
    ],
    ["a port that is none", "PORT", () => "many", /^kopilka: PORT is "many", which is not a port/],
    [
      "a database that does not answer",
      "DATABASE_URL",
      () => "postgresql://ann:secret@127.0.0.1:1/kopilka",
      /^kopilka: DATABASE_URL: no connection to database "kopilka" on 127.0.0.1:1 as "ann"/,
    ],
    [
      "an address that is none",
      "DATABASE_URL",
      () => "mysql://127.0.0.1/kopilka",
      /^kopilka: DATABASE_URL/,
    ],
    ["a data folder that cannot be", "KOPILKA_DATA_DIR", () => "/dev/null/x", /^kopilka: the data/],
  ])("%s", async (_, name, value, line) => {
    const refused = startProcess(["app/commands/start.ts"], {
      PORT: "0",
      DEV_STORE_PORT: "0",
      KOPILKA_DATA_DIR: folder,
      [name]: value(),
    });
    started.push(refused);
    expect(await refused.ended).toBe(1);
    const lines = refused.output().trim().split("\n");
    expect(lines.at(-1)).toMatch(line);
    expect(refused.output()).not.toMatch(/secret|\n +at /);
  });
});

/** Ends one process of a running Kopilka the hard way. */
function killPart({ process: { pid } }: Kopilka, command: string): void {
  const victim = processesOf(pid, folder).find((found) => found.command.includes(command));
  if (victim === undefined) throw new Error(`no process runs ${command}`);
  process.kill(victim.pid, "SIGKILL");
}
