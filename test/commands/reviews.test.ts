import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import type { ReviewSource } from "../../app/domain/review-sources.ts";
import { sealWith } from "../../app/services/reviews/seal.server.ts";
import { isSignedReview } from "../../app/services/reviews/verify-review.server.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";

const KEY = "a key of at least thirty-two characters";
const SHOP = shopId("first.myshopify.com");

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url, { max: 2 });
  await db.pool.query(
    "INSERT INTO shops (shop, installed_at, created_at) VALUES ($1, now(), now())",
    [SHOP],
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

function reviews(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["app/commands/reviews.ts", ...args],
    {
      input,
      encoding: "utf8",
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        SHOPIFY_API_KEY: "key",
        SHOPIFY_API_SECRET: "secret",
        SHOPIFY_APP_URL: "https://kopilka.example.com",
        PERSONAL_DATA_KEY: KEY,
      },
    },
  );
  return { status, stdout, stderr };
}

const signs = (source: ReviewSource, secret: string) => {
  const body = Buffer.from("{}");
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return isSignedReview(db, sealWith(KEY), { shop: SHOP, source, body, signature });
};

it("npm run reviews makes a secret, rotates it, and never shows one again", async () => {
  const added = reviews(["add", "signed"]);
  expect(added).toMatchObject({ status: 0 });
  const secret = added.stdout.trim();
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(added.stderr).toContain(
    "https://kopilka.example.com/webhooks/reviews/signed?shop=first.myshopify.com",
  );
  expect(await signs("signed", secret)).toBe(true);
  const rotated = reviews(["add", "signed", "--rotate"]);
  expect(await signs("signed", secret)).toBe(false);
  expect(await signs("signed", rotated.stdout.trim())).toBe(true);
  const listed = reviews(["list"]).stdout;
  expect(listed.match(/in use|revoked/g)).toEqual(["revoked", "in use"]);
  expect(listed).not.toContain(rotated.stdout.trim());
});

it("npm run reviews takes the secret of Judge.me from its input, and revokes it", async () => {
  expect(reviews(["add", "judgeme"], "private-token\n")).toMatchObject({ status: 0, stdout: "" });
  expect(await signs("judgeme", "private-token")).toBe(true);
  const [, id = ""] = /^(\S+) {2}judgeme/m.exec(reviews(["list"]).stdout) ?? [];
  expect(reviews(["revoke", id]).status).toBe(0);
  expect(await signs("judgeme", "private-token")).toBe(false);
  expect(reviews(["revoke", id]).status).toBe(1);
  expect(reviews(["add", "judgeme"], "").stderr).toContain("holds no secret");
  expect(reviews(["add", "trustpilot"]).stderr).toContain("judgeme or signed?");
});
