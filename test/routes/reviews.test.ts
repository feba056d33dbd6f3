import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { MOST_REVIEW_BYTES } from "../../app/server/review-endpoint.server.ts";
import { addReviewSecret } from "../../app/services/reviews/review-secrets.server.ts";
import { sealWith } from "../../app/services/reviews/seal.server.ts";
import { OTHER_SHOP, SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

const JUDGEME_TOKEN = "private-api-token";
let web: WebProcess;
let secret: string;
let now = new Date("2026-11-21T12:00:00Z");
beforeAll(async () => {
  web = await startWebProcess(() => now);
  await web.db.pool.query("INSERT INTO shops (shop, created_at) VALUES ($1, now()), ($2, now())", [
    SHOP,
    OTHER_SHOP,
  ]);
  const seal = sealWith("a key of at least thirty-two characters");
  const add = (source: "judgeme" | "signed", given: string | null) =>
    addReviewSecret(web.db, seal, SHOP, { source, secret: given, isRotation: false }, now);
  await add("judgeme", JUDGEME_TOKEN);
  secret = (await add("signed", null)).secret;
});
afterAll(() => web.stop());

const judgeme = (review: Record<string, unknown> = {}) => ({
  event: "review/created",
  platform: "shopify",
  shop_domain: SHOP,
  review: {
    id: 434,
    rating: 5,
    body: "Great",
    product_external_id: 7001,
    created_at: "2026-11-20T08:39:09+00:00",
    reviewer: { email: "anna@example.com", external_id: null },
    ...review,
  },
});

interface Sending {
  readonly source?: string;
  readonly shop?: string;
  readonly key?: string;
  readonly header?: string;
  readonly method?: string;
}

/** Sends as Judge.me does: the signature in hexadecimal digits. */
function send(body: unknown, given: Sending = {}) {
  const { source = "judgeme", shop = SHOP, key = JUDGEME_TOKEN, method = "POST" } = given;
  const { header = "JUDGEME-HMAC-SHA256" } = given;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${web.url}/webhooks/reviews/${source}?shop=${shop}`, {
    method,
    headers: { [header]: createHmac("sha256", key).update(text).digest("hex") },
    ...(method === "GET" ? {} : { body: text }),
  });
}

async function stored(): Promise<object[]> {
  const sql = "SELECT source, review_id FROM reviews ORDER BY review_id";
  return (await web.db.pool.query<object>(sql)).rows;
}

describe("a review that an app tells of", () => {
  it("is stored once, signed by Judge.me with the shop's own token", async () => {
    expect((await send(judgeme())).status).toBe(200);
    expect((await send(judgeme())).status).toBe(200);
    expect((await send(judgeme(), { header: "X-Judgeme-Hmac-SHA256" })).status).toBe(200);
    expect(await stored()).toEqual([{ source: "judgeme", review_id: "434" }]);
  });

  it("is stored as any app signs it that was given a secret", async () => {
    const body = { review_id: "r-1", customer_id: "501", product_id: "7001" };
    const sending = { source: "signed", key: secret, header: "X-Kopilka-Hmac-SHA256" };
    expect((await send(body, sending)).status).toBe(200);
    expect(await stored()).toContainEqual({ source: "signed", review_id: "r-1" });
  });

  it.each<[string, Sending]>([
    ["another secret", { key: "guessed" }],
    ["no signature", { header: "x-nothing" }],
    ["the secret of another source", { source: "signed", header: "x-kopilka-hmac-sha256" }],
    ["another shop", { shop: OTHER_SHOP }],
    ["a shop that nobody knows", { shop: "nobody.myshopify.com" }],
  ])("is refused with %s, all in the same words", async (_, sending) => {
    const response = await send(judgeme({ id: 1 }), sending);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: {
        code: "invalid_hmac",
        message: "The signature is missing, or none of this shop's",
      },
    });
  });

  it.each<[string, number, unknown, Sending]>([
    ["malformed_json", 400, "{", {}],
    ["invalid_payload", 422, { review: { id: 1 } }, {}],
    ["other_shop", 422, { ...judgeme(), shop_domain: OTHER_SHOP }, {}],
    ["unknown_source", 404, judgeme(), { source: "trustpilot" }],
    ["invalid_request", 400, judgeme(), { shop: "example.com" }],
    ["method_not_allowed", 405, judgeme(), { method: "GET" }],
    ["body_too_large", 413, "x".repeat(MOST_REVIEW_BYTES + 1), {}],
  ])("is refused as %s with %i", async (code, status, body, sending) => {
    const response = await send(body, sending);
    const answer = (await response.json()) as { error: { code: string } };
    expect([response.status, answer.error.code]).toEqual([status, code]);
  });

  it("has to wait where there are too many at once, and no other shop's waits with it", async () => {
    const shop = "busy.myshopify.com";
    const answers = await Promise.all(Array.from({ length: 60 }, () => send(judgeme(), { shop })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(50);
    const late = answers.find(({ status }) => status === 429);
    expect(late?.headers.get("retry-after")).toBe("1");
    expect((await send(judgeme())).status).toBe(200);
    now = new Date(now.getTime() + 1000);
    expect((await send(judgeme(), { shop })).status).toBe(401);
  });

  it("does not wait for what others send in the shop's name", async () => {
    const forged = { key: "guessed" };
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => send(judgeme({ id: 1 }), forged)),
    );
    expect(answers.filter(({ status }) => status === 429)).not.toHaveLength(0);
    expect((await send(judgeme())).status).toBe(200);
    const own = await Promise.all(Array.from({ length: 60 }, () => send(judgeme())));
    expect(own.filter(({ status }) => status === 429)).not.toHaveLength(0);
    now = new Date(now.getTime() + 60_000);
  });

  it("leaves no secret, no signature and no address in the log", () => {
    const log = web.logged.join("\n");
    for (const word of [JUDGEME_TOKEN, secret, "anna@example.com"]) expect(log).not.toContain(word);
  });
});
