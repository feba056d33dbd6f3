// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { account, PROGRAM, refusal, rubles } from "../support/answers.ts";
import { screen } from "../support/screen.ts";
import { thankYouPage } from "../support/thank-you-page.ts";

const open = thankYouPage();
const READ = "GET /api/redemptions";
const ORDER = "GET /api/orders/555/points";
const processing = { status: 202, json: { status: "processing" } };
const guest = { status: 200, json: { member: null, program: PROGRAM } };

function known(changes: Record<string, unknown> = {}) {
  const json = {
    status: "known",
    order_id: "555",
    earned: 20,
    will_earn: 0,
    pending: 20,
    matures_at: "2026-12-05T12:00:00Z",
    spent: 500,
    restored: 0,
    balance: { points: 300, money: rubles("300.00") },
    ...changes,
  };
  return { status: 200, json };
}

describe("the thank-you page", () => {
  it("shows an estimate after discounts until the order has been counted, then the fact", async () => {
    const calls = await open({
      app: { [READ]: account(300), [ORDER]: [processing, processing, known()] },
      lineTotal: 2_550,
      discount: 500,
    });
    expect(screen.text()).toBe(
      "Your points\nThis order will earn about 20 points.\nThey are being counted.",
    );
    await vi.advanceTimersByTimeAsync(3_000);
    expect(screen.text().split("\n")).toEqual([
      "Your points",
      "You have earned 20 points with this order.",
      "They can be spent from December 5, 2026.",
      "You have paid with 500 points.",
      "You have 300 points now, worth ₽300.00.",
    ]);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(calls).toEqual([READ, ORDER, ORDER, ORDER]);
  });

  it("asks with growing pauses, ends in a minute and a half, and keeps the estimate", async () => {
    const calls = await open({ app: { [READ]: account(300), [ORDER]: processing } });
    const asked = () => calls.filter((call) => call === ORDER).length;
    const counts = [asked()];
    for (let seconds = 0; seconds < 90; seconds += 10) {
      await vi.advanceTimersByTimeAsync(10_000);
      counts.push(asked());
    }
    expect(counts).toEqual([1, 4, 6, 6, 7, 7, 8, 8, 8, 9]);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(asked()).toBe(9);
    expect(screen.text()).toContain("This order will earn about 25 points.");
    expect(screen.text()).toContain("The exact number will be in your account shortly.");
  });

  it("guesses nothing where what an order earns depends on more than its total", async () => {
    const { member, program } = account(300).json;
    const answer = { status: 200, json: { member, program: { ...program, earning: null } } };
    await open({ app: { [READ]: answer, [ORDER]: [processing, known()] } });
    expect(screen.text()).not.toContain("about");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(screen.text()).toContain("You have earned 20 points with this order.");
  });

  it("shows a guest the estimate alone, and does not ask about the order", async () => {
    const calls = await open({ app: { [READ]: guest } });
    expect(screen.text()).toContain(
      "This order is worth about 25 points. Log in with the same address to receive them.",
    );
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(calls).toEqual([READ]);
  });

  it.each([
    [403, "login_required"],
    [404, "not_found"],
  ])("keeps the estimate where the app refuses (%s), and asks no more", async (status, code) => {
    const calls = await open({ app: { [READ]: account(300), [ORDER]: refusal(status, code) } });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(screen.text()).toContain("This order will earn about 25 points.");
    expect(calls).toEqual([READ, ORDER]);
  });

  it("asks on where the network was gone for a while", async () => {
    await open({ app: { [READ]: account(300), [ORDER]: ["no answer", known({ spent: 0 })] } });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(screen.text()).toContain("You have earned 20 points with this order.");
    expect(screen.text()).not.toContain("You have paid with");
  });

  it("tells the fact even where the programme could not be read", async () => {
    await open({ app: { [READ]: "no answer", [ORDER]: known() } });
    expect(screen.text()).toContain("You have earned 20 points with this order.");
  });

  it("says so where an order earned nothing, and gives no date then", async () => {
    await open({
      app: { [READ]: account(300), [ORDER]: known({ earned: 0, pending: 0, matures_at: null }) },
    });
    expect(screen.text()).toContain("This order has earned no points.");
    expect(screen.text()).not.toContain("They can be spent from");
  });

  it("says what an unpaid order will earn", async () => {
    await open({
      app: {
        [READ]: account(300),
        [ORDER]: known({ earned: 0, will_earn: 20, pending: 0, matures_at: null }),
      },
    });
    expect(screen.text()).toContain("This order will earn 20 points once it is paid.");
  });

  it("says what was earned in a shop whose programme is gone", async () => {
    const balance = { points: 300, money: null };
    await open({ app: { [READ]: "no answer", [ORDER]: known({ balance }) } });
    expect(screen.text()).toContain("You have earned 20 points with this order.");
    expect(screen.text()).not.toContain("You have 300 points");
  });

  it.each([
    ["the shop has no programme", { status: 200, json: { member: null, program: null } }, "RUB"],
    ["the order is in another currency", guest, "EUR"],
    ["the app does not answer", "no answer", "RUB"],
  ] as const)("is empty where %s", async (_, answer, currency) => {
    await open({ app: { [READ]: answer, [ORDER]: refusal(404, "not_found") }, currency });
    expect(screen.text()).toBe("");
  });

  it.each(["gid://shopify/Order/555", "555"])("knows the order by %s, too", async (orderId) => {
    const calls = await open({ app: { [READ]: account(1), [ORDER]: known() }, orderId });
    expect(calls).toContain(ORDER);
  });

  it("speaks Russian", async () => {
    await open({ app: { [READ]: account(300), [ORDER]: known({ earned: 21 }) }, locale: "ru" });
    expect(screen.text()).toContain("За этот заказ начислено 21 балл.");
    expect(screen.text()).toContain("Потратить их можно с 5 декабря 2026 г.");
  });
});
