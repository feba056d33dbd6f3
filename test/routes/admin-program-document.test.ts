import { beforeAll, describe, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { presetDocument } from "../../app/domain/program-presets.ts";
import { encodeProgram } from "../../app/domain/program.ts";
import { action, loader } from "../../app/routes/app.program_.document.tsx";
import { programVersions } from "../../app/db/program-queries.server.ts";
import { queryable } from "../../app/db/transaction.server.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { refusalOf, STAFF, useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const PATH = "/app/program/document";
const RUB = currencyCode("RUB");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, NOW, () => NOW);

const versions = () => programVersions(queryable(pages.database.db.pool), pages.shop);
const newest = async () => (await versions()).at(-1)!;
const tiers = presetDocument("tiers", RUB, "UTC");

/** 40,000 roubles are silver. */
const SHIFT = { from: null, to: "silver", afterGrace: false, members: 1 };

describe("the page of the programme's document", () => {
  it("starts with what is in force, and with the words of its rules in both languages", async () => {
    const { version, program: inForce } = await newest();
    const page = await pages.get(loader, PATH);
    expect(page.initial).toEqual(encodeProgram(inForce));
    expect(page).toMatchObject({
      current: { version, document: encodeProgram(inForce) },
      draft: null,
      currency: "RUB",
      rulesAddress: `https://${pages.shop}/apps/kopilka/rules`,
      ruleTexts: { en: { rules: { title: "The rules of the loyalty programme" } } },
    });
  });

  it("starts with an earlier version where one is asked for, and with none that is not there", async () => {
    expect(await pages.get(loader, `${PATH}?from=1`)).toMatchObject({ draft: 1 });
    expect(await refusalOf(pages.get(loader, `${PATH}?from=999`))).toBe(404);
  });

  it("publishes a document in the name of whoever has sent it", async () => {
    const { version } = await newest();
    const body = { document: tiers, expectedVersion: version };
    expect(await pages.postJson(action, PATH, body)).toEqual({
      kind: "published",
      version: version + 1,
    });
    expect((await newest()).program.tiers?.levels).toHaveLength(3);
    const [row] = await pages.database.sql.query<{ published_by: string }>(
      "SELECT published_by FROM program_versions ORDER BY version DESC LIMIT 1",
    );
    expect(row?.published_by).toBe(`staff:${STAFF}`);
  });

  it("overwrites nothing that the merchant has not seen", async () => {
    const { version } = await newest();
    const body = { document: tiers, expectedVersion: version - 1 };
    expect(await pages.postJson(action, PATH, body)).toEqual({ kind: "stale", current: version });
    expect((await newest()).version).toBe(version);
  });

  it("refuses other money than the shop's, a document that is none, and a body without a version", async () => {
    const { version } = await newest();
    const inEuro = presetDocument("tiers", currencyCode("EUR"), "UTC");
    expect(
      await pages.postJson(action, PATH, { document: inEuro, expectedVersion: version }),
    ).toEqual({ kind: "wrong_currency", shopCurrency: "RUB" });
    expect(await pages.postJson(action, PATH, { document: {}, expectedVersion: version })).toEqual({
      kind: "invalid",
    });
    expect(await refusalOf(pages.postJson(action, PATH, { document: tiers }))).toBe(400);
    expect((await newest()).version).toBe(version);
  });

  it("counts the effect of a tier change before publishing, and publishes nothing by that", async () => {
    const { version } = await newest();
    const facts = { customerId: customerId("7"), paidAt: NOW, processedAt: NOW };
    await pages.database.order(pages.shop, "900", { ...facts, totalMinor: 40_000_00n }, NOW);
    const counted = await pages.postJson(action, PATH, { intent: "tiers", document: tiers });
    expect(counted).toMatchObject({ kind: "tiers", members: 1, shifts: [SHIFT] });
    expect(
      await pages.postJson(action, PATH, { intent: "tiers", document: { schema: 1 } }),
    ).toEqual({ kind: "failed" });
    expect((await newest()).version).toBe(version);
  });

  it("is shown to nobody without a session token", async () => {
    const thrown = await refusalOf(pages.get(loader, PATH, { token: null }));
    expect(thrown).toBeGreaterThanOrEqual(300);
  });
});
