import { describe, expect, it } from "vitest";
import { awardFor } from "../../../app/domain/earn-facts.ts";
import { programWith } from "../../support/awards.ts";
import { day } from "../../support/order-examples.ts";

describe("an anniversary", () => {
  const program = programWith([{ kind: "anniversary", id: "year", points: 100 }]);
  const after = (years: number) => awardFor(program, { on: "anniversary", at: day(1), years }, []);

  it("gives points for each year of membership, under a key of its own", () => {
    expect(after(1)).toMatchObject({ key: "anniversary/1", points: 100n, said: { years: 1 } });
    expect(after(2)?.key).toBe("anniversary/2");
  });

  it("says that the points are spendable at once, unless the rule lets them wait", () => {
    expect(after(1)?.pendingDays).toBe(0);
    const waiting = programWith([
      { kind: "anniversary", id: "year", points: 100, pending_days: 14 },
    ]);
    expect(awardFor(waiting, { on: "anniversary", at: day(1), years: 1 }, [])?.pendingDays).toBe(
      14,
    );
  });
});
