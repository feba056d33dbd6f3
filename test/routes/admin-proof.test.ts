import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import { loader as loadAttention } from "../../app/routes/app.attention.tsx";
import { loader as loadMemberProof } from "../../app/routes/app.members.$holderId_.proof.ts";
import { loader as loadWhy } from "../../app/routes/app.members.$holderId_.why.ts";
import { loader as loadDigest } from "../../app/routes/app.proof_.digest.ts";
import { action, loader } from "../../app/routes/app.proof.tsx";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { askForVerification, runVerification } from "../../app/services/run-verification.server.ts";
import { line } from "../support/order-examples.ts";
import { withClient } from "../support/postgres.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, new Date("2026-11-01T12:00:00Z"), () => NOW);

const ANNA = customerId("1001");
let anna: string;
beforeEach(async () => {
  const { db } = pages.database;
  const holders = await inTransaction(db, (tx) => ensureMembers(tx, pages.shop, [ANNA], NOW));
  anna = holders.get(ANNA) ?? "";
  const bought = { customerId: ANNA, processedAt: NOW, paidAt: NOW, updatedAt: NOW, name: "#9001" };
  await pages.database.order(pages.shop, "9001", { ...bought, lines: [line("1", 120_050n)] }, NOW);
});

const view = (query = "") => pages.get(loader, `/app/proof${query}`);
const press = (form: Record<string, string>) => pages.post(action, "/app/proof", form);
const ofMember = { params: { holderId: "" } };
beforeEach(() => {
  ofMember.params.holderId = anna;
});

describe("the Proof page", () => {
  it("has nothing to show at first", async () => {
    expect(await view()).toMatchObject({ verifications: [], digests: [], older: null });
  });

  it("takes a digest, gives it out, and checks it when it is brought back", async () => {
    expect(await press({ kind: "digest" })).toEqual({ kind: "taken", number: 1, isNew: true });
    expect(await press({ kind: "digest" })).toEqual({ kind: "taken", number: 1, isNew: false });
    const { digests } = await view();
    expect(digests).toMatchObject([{ number: 1, chains: 1n, transfers: 1n }]);
    const { name, file } = await pages.get(loadDigest, "/app/proof/digest?number=1&heads=1");
    expect(name).toBe("kopilka-digest-1.txt");
    expect(file).toContain(`hash ${digests[0]!.hash}\nchain ${anna} 1 `);
    const checked = { kind: "checked", number: 1, difference: null };
    expect(await press({ kind: "check", file: file ?? "" })).toMatchObject(checked);
    const short = await pages.get(loadDigest, "/app/proof/digest?number=1");
    expect(await press({ kind: "check", file: short.file ?? "" })).toMatchObject(checked);
  });

  it("names what a kept digest finds, and what is no digest", async () => {
    await press({ kind: "digest" });
    const { file } = await pages.get(loadDigest, "/app/proof/digest?number=1&heads=1");
    await withClient(pages.database.url, async (owner) => {
      await owner.query("SET session_replication_role = replica");
      await owner.query("UPDATE transfers SET hash = sha256('x')");
    });
    expect(await press({ kind: "check", file: file ?? "" })).toMatchObject({
      kind: "checked",
      difference: expect.stringContaining(`transfer 1 of holder ${anna} was rewritten`) as string,
    });
    expect(await press({ kind: "check", file: "hello" })).toMatchObject({ kind: "unreadable" });
    expect(await press({ kind: "check", file: "x".repeat(2_000_001) })).toEqual({
      kind: "too_large",
    });
  });

  it("has no digest under a number that is none", async () => {
    for (const query of ["?number=7", "?number=x", ""])
      expect(await pages.get(loadDigest, `/app/proof/digest${query}`)).toMatchObject({
        file: null,
      });
  });

  it("shows a verification while it waits, and what came of it", async () => {
    const { db } = pages.database;
    const asked: unknown[] = [];
    await askForVerification(
      db,
      pages.shop,
      (_tx, request) => Promise.resolve(void asked.push(request)),
      NOW,
    );
    expect(asked).toMatchObject([{ name: "verify-ledger", shop: pages.shop }]);
    expect(await view()).toMatchObject({ verifications: [{ startedAt: null, finishedAt: null }] });
    expect(await runVerification(db, pages.shop, () => NOW)).toMatchObject({ difference: null });
    expect(await view()).toMatchObject({
      verifications: [{ finishedAt: NOW, holders: 1n, transfers: 1n, difference: null }],
    });
    // Whoever asked twice has been answered by the one run.
    expect(await runVerification(db, pages.shop, () => NOW)).toBeNull();
  });

  it("keeps the first difference of a ledger that was tampered with", async () => {
    await pages.database.sql.query("UPDATE balances SET available = 1000");
    await runVerification(pages.database.db, pages.shop, () => NOW);
    const { verifications } = await view();
    expect(verifications[0]?.difference).toMatch(/balance available of holder .* is 1000/);
    const { ledger } = await pages.get(loadAttention, "/app/attention");
    expect(ledger).toBe(verifications[0]?.difference);
  });
});

describe("a member's page", () => {
  it("tells why the balance is what it is", async () => {
    const why = await pages.get(loadWhy, `/app/members/${anna}/why`, ofMember);
    expect(why).toMatchObject({
      balance: { pending: 12n, available: 0n },
      sources: [
        {
          kind: "order",
          order: "#9001",
          left: 12n,
          programVersion: 1,
          explanation: { kind: "order" },
          parts: [{ code: "earn", order: "#9001", points: 12n }],
        },
      ],
      owed: [],
    });
  });

  it("gives out the member's proof once there is a digest", async () => {
    const ask = () => pages.get(loadMemberProof, `/app/members/${anna}/proof`, ofMember);
    expect(await ask()).toEqual({ name: "", file: null });
    await press({ kind: "digest" });
    const { name, file } = await ask();
    expect(name).toBe("kopilka-proof-1001-1.txt");
    expect(file).toMatch(/^kopilka-digest\/1\n(.*\n)+chain .*\ntransfer 1 /);
  });

  it("answers 404 for nobody's balance", async () => {
    const nobody = { params: { holderId: "00000000-0000-7000-8000-000000000009" } };
    await expect(pages.get(loadWhy, "/app/members/x/why", nobody)).rejects.toMatchObject({
      status: 404,
    });
  });
});
