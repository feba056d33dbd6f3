import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminClient, type AdminClient } from "./support/admin-client.ts";
import { startDevStore, type DevStore } from "./support/dev-store.ts";

let store: DevStore;
let admin: AdminClient;
beforeAll(async () => {
  store = await startDevStore();
  admin = adminClient(store);
});
afterAll(() => store.stop());

describe("access tokens", () => {
  it("are exchanged for a session token and end after an hour", async () => {
    expect((await admin.exchange()).body).toMatchObject({
      access_token: expect.stringMatching(/^shpat_/) as string,
      expires_in: 3600,
      refresh_token: expect.any(String) as string,
    });
    expect(await admin.exchange({ subject_token: "e30.e30.forged" })).toMatchObject({
      status: 400,
      body: { error: "invalid_subject_token" },
    });
    expect(await admin.exchange({ client_secret: "wrong" })).toMatchObject({ status: 401 });
  });

  it("are refreshed once per refresh token; the old pair ends", async () => {
    const first = (await admin.exchange()).body;
    const second = (await admin.refresh(first.refresh_token)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await admin.refresh(first.refresh_token)).body).toMatchObject({
      error: "invalid_grant",
    });
    expect((await admin.graphql(first.access_token, "{ shop { name } }")).status).toBe(401);
    expect((await admin.graphql(second.access_token, "{ shop { name } }")).status).toBe(200);
  });
});

it("opens the app as Shopify's admin does, and ends its tokens when it is uninstalled", async () => {
  const { access_token: token } = (await admin.exchange()).body;
  await store.control("POST", "/install");
  const opened = store.app.visits.at(-1)!;
  expect(opened.pathname).toBe("/app");
  expect(Object.keys(Object.fromEntries(opened.searchParams)).sort()).toEqual([
    "embedded",
    "hmac",
    "host",
    "id_token",
    "locale",
    "session",
    "shop",
    "timestamp",
  ]);
  await store.control("POST", "/uninstall");
  await store.control("POST", "/customers", { email: "unheard@example.com" });
  await store.settle();
  expect(store.app.topics().at(-1)).toBe("app/uninstalled");
  expect((await admin.graphql(token, "{ shop { name } }")).status).toBe(401);
});
