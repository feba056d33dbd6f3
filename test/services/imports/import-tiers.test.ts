import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId } from "../../../app/domain/ids.ts";
import { moveTiers } from "../../../app/services/move-tiers.server.ts";
import { publishProgram } from "../../../app/services/publish-program.server.ts";
import { viewMember } from "../../../app/services/view-member.server.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { at, tiered } from "../../support/tier-examples.ts";
import { csv, importDesk } from "./import-desk.ts";

const ANNA = "7000000000001";

let shop: ShopDatabase;
const desk = importDesk(() => shop, { [ANNA]: "anna@example.com" });

beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, at("2026-01-01"));
  await publishProgram(shop.db, { shop: SHOP, program: tiered(), by: "test" }, at("2026-01-02"));
});
afterEach(() => shop.close());

const tierOf = async (date: string) => {
  await moveTiers(shop.db, SHOP, at(date));
  const [row] = await shop.sql.query<{ tier: string | null }>(
    "SELECT tier FROM member_tiers JOIN customers USING (shop, holder_id) WHERE customer_id = $1",
    [ANNA],
  );
  return row?.tier ?? null;
};

describe("the tier of an imported row", () => {
  it("is held as if it had been reached then, and goes with the undo of its import", async () => {
    const done = await desk.bring(csv("email,points,tier", "anna@example.com,5,Gold"), {
      at: at("2026-02-01"),
    });
    expect(await tierOf("2026-02-02")).toBe("gold");
    expect(await viewMember(shop.db, SHOP, customerId(ANNA))).toMatchObject({ available: 5n });
    await desk.undo(done, at("2026-02-03"));
    // As whoever falls: after the days of grace.
    await tierOf("2026-02-04");
    expect(await tierOf("2026-04-01")).toBeNull();
  });

  it("must be one of the program's", async () => {
    const done = await desk.bring(csv("email,points,tier", "anna@example.com,5,Diamond"), {
      at: at("2026-02-01"),
    });
    expect(await desk.refused(done)).toEqual([
      'Row 2, tier: "Diamond" is no tier of the programme, which has silver, gold: correct it or leave it empty',
    ]);
  });
});
