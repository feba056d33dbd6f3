import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { makeDigest } from "../../app/services/make-digest.server.ts";
import { day } from "../support/order-examples.ts";
import { withClient } from "../support/postgres.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const COMMANDS = fileURLToPath(new URL("../../app/commands/", import.meta.url));
const ANNA = "7000000000001";
const folder = mkdtempSync(join(tmpdir(), "kopilka-digests-"));
const kept = join(folder, "kept.txt");

let shop: ShopDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "501", { customerId: customerId(ANNA) }, day(1));
  await makeDigest(shop.db, SHOP, day(2));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await shop.close();
});

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
const digest = (...args: string[]) => command("digest.ts", "--shop", "first", ...args);

describe("npm run digest, npm run verify", () => {
  it("list digests, write one for keeping, and check it beside all else", async () => {
    expect((await digest()).stdout).toMatch(/^1 {2}\S+Z {2}1 chains {2}[0-9a-f]{64}\n$/);
    expect((await digest("--to", kept, "--heads")).stdout).toBe(`Wrote digest 1 to ${kept}\n`);
    expect(readFileSync(kept, "utf8").split("\n")).toHaveLength(11);

    const verified = await command("verify.ts", "--rebuild", "--digest", kept);
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout.trim().split("\n")).toEqual([
      expect.stringMatching(/: clean, 1 transfers of 1 holders$/),
      expect.stringMatching(/: rebuilt from transfers alone, 2 rows of balances and lots, SHA-256/),
      expect.stringMatching(/: digest 1 of .* holds: all 1 chains go on from it$/),
    ]);
  });

  it("write a member's proof, and say what there is none of", async () => {
    const proof = join(folder, "proof.txt");
    await digest("--to", proof, "--member", ANNA);
    expect(readFileSync(proof, "utf8")).toMatch(/\nchain .* 1 .*\ntransfer 1 /);
    expect(await digest("--to", proof, "--member", "1")).toMatchObject({
      code: 1,
      stderr: "kopilka: no member of first.myshopify.com has the customer id 1\n",
    });
    expect((await digest("--to", proof, "--number", "9")).stderr).toBe(
      "kopilka: first.myshopify.com has no digest 9\n",
    );
  });

  it("end with 1, and name what a kept digest finds, or what is no digest", async () => {
    await withClient(shop.url, async (owner) => {
      await owner.query("SET session_replication_role = replica");
      await owner.query("UPDATE transfers SET recorded_at = recorded_at + interval '1 hour'");
    });
    const broken = await command("verify.ts", "--shop", "first", "--rebuild", "--digest", kept);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(
      /NOT clean: transfer 1 of holder .* is not what its hash was taken of/,
    );
    writeFileSync(kept, "hello");
    expect((await command("verify.ts", "--digest", kept)).stderr).toBe(
      `kopilka: ${kept}: This is no digest: its first nine lines are not those of one.\n`,
    );
  });
});
