import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { programWith } from "../support/awards.ts";
import { apiClient, refusalOf, type ApiClient } from "./support/api.ts";
import { SHOP, startWebProcess, type WebProcess } from "./support/web-process.ts";

let web: WebProcess;
let api: ApiClient;
const now = new Date("2026-11-21T12:00:00Z");

beforeAll(async () => {
  web = await startWebProcess(() => now);
  api = await apiClient(web);
  const rules = [
    { kind: "action", id: "quiz", points: 15, action: "quiz-passed", maximum: 2 },
    { kind: "social_follow", id: "vk", points: 30, network: "vk" },
    { kind: "welcome", id: "hi", points: 200 },
  ];
  const program = programWith(rules, { enrolment: { mode: "opt_in" } });
  const publishedAt = new Date("2026-01-01T00:00:00Z");
  await publishProgram(web.db, { shop: SHOP, program, by: "test" }, publishedAt);
  const members = ["501", "502", "503"].map(customerId);
  await inTransaction(web.db, (tx) => ensureMembers(tx, SHOP, members, now));
});
afterAll(() => web.stop());

const put = (path: string, body: unknown) => api(`/members/${path}`, { method: "PUT", body });
const report = (customer: string, body: unknown, key = "k1") =>
  api(`/members/${customer}/actions`, {
    method: "POST",
    body,
    headers: { "idempotency-key": key },
  });
const joins = (customer: string) =>
  put(`${customer}/enrolment`, { status: "active", consent: "Ticked on /account" });

describe("an enrolment", () => {
  it("asks for consent where members opt in, gives the welcome bonus, and is repeatable", async () => {
    const refused = await put("501/enrolment", { status: "active" });
    expect([refused.status, refusalOf(refused).code]).toEqual([422, "consent_missing"]);
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await joins("501");
      expect([status, body["status"]]).toEqual([200, "active"]);
      expect(body["points"]).toMatchObject({ available: 200 });
    }
    expect((await put("501/enrolment", { status: "frozen" })).body["status"]).toBe("frozen");
    expect((await put("501/enrolment", { status: "active", consent: "x" })).status).toBe(200);
  });

  it("is refused for an unknown customer, another status and a field that there is not", async () => {
    expect((await joins("999")).status).toBe(404);
    expect(refusalOf(await put("501/enrolment", { status: "erased" }))).toMatchObject({
      field: "status",
    });
    expect(refusalOf(await put("501/enrolment", { status: "active", by: "me" }))).toMatchObject({
      field: "by",
    });
  });
});

describe("an action", () => {
  it("posts points once per idempotency key, and says why where it posts none", async () => {
    await joins("502");
    const quiz = { action: "quiz-passed" };
    const first = await report("502", quiz);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      outcome: "awarded",
      points: 15,
      award_key: "action/quiz-passed/k1",
    });
    const again = await report("502", quiz);
    expect([again.status, again.body["outcome"]]).toEqual([200, "awarded_before"]);
    expect((await report("502", quiz, "k2")).status).toBe(201);
    expect((await report("502", quiz, "k3")).body).toEqual({
      outcome: "not_due",
      points: 0,
      award_key: null,
    });
    expect((await report("502", { kind: "newsletter" })).body["outcome"]).toBe("no_rule");
    expect((await report("503", quiz)).body["outcome"]).toBe("not_enrolled");
  });

  it("that Kopilka knows itself is named by itself, whatever the key", async () => {
    await joins("502");
    const follow = { kind: "social_follow", network: "vk" };
    expect((await report("502", follow, "a")).body).toMatchObject({
      outcome: "awarded",
      points: 30,
    });
    expect((await report("502", follow, "b")).body).toMatchObject({ outcome: "awarded_before" });
  });

  it("is refused without a key, with a wrong name, and for an unknown member", async () => {
    const body = { action: "quiz-passed" };
    expect((await api("/members/502/actions", { method: "POST", body })).status).toBe(400);
    expect((await report("502", { action: "Quiz!" })).status).toBe(422);
    expect((await report("502", { kind: "social_follow", network: "myspace" })).status).toBe(422);
    expect((await report("999", body)).status).toBe(404);
  });
});

describe("a birthday", () => {
  it("is kept without its year, and can be taken away", async () => {
    expect((await put("501/birthday", { birthday: "1990-05-31" })).body).toEqual({
      birthday: "05-31",
    });
    expect((await put("501/birthday", { birthday: null })).body).toEqual({ birthday: null });
  });

  it.each(["02-30", "31.05.1990", "5-31", ""])("is refused as %s", async (birthday) => {
    const refused = await put("501/birthday", { birthday });
    expect([refused.status, refusalOf(refused).field]).toEqual([422, "birthday"]);
  });
});
