// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { account, hold, HOLD_ID, NOW, refusal } from "../support/answers.ts";
import { checkoutPage } from "../support/checkout-page.ts";
import { screen } from "../support/screen.ts";

const open = checkoutPage();
const READ = "GET /api/redemptions";
const HOLD = "POST /api/redemptions";
const RELEASE = `DELETE /api/redemptions/${HOLD_ID}`;
const NAME = `updateCartMetafield ${HOLD_ID}`;
const UNNAME = "removeCartMetafield";

const held = (points: number) => ({ status: 201, json: { hold: hold(points) } });
const released = (state: "released" | "clearing") => ({
  status: 200,
  json: { hold: hold(500, { state }) },
});
const applied = { [READ]: account(300, { hold: hold(500) }) };

describe("paying with points", () => {
  it("holds the points, then names the hold in the cart, and asks nothing else", async () => {
    const { calls } = await open({ app: { [READ]: account(5_000), [HOLD]: held(500) } });
    await screen.shows("You have 5,000 points");
    await screen.type("500");
    await screen.shows("500 points: ₽500.00 off. Left in your balance: 4,500 points.");
    expect(calls).toEqual([READ]);

    screen.press("Pay with points");
    await screen.shows("Points pay ₽500.00 of this order (500 points)");
    expect(screen.text()).toContain("Left in your balance: 4,500 points.");
    expect(calls).toEqual([READ, `${HOLD} {"points":500}`, NAME]);
  });

  it("asks once, however often the button is pressed", async () => {
    const { calls } = await open({ app: { [READ]: account(5_000), [HOLD]: held(3_000) } });
    await screen.shows("You have 5,000 points");
    for (let press = 0; press < 5; press += 1) screen.press("Pay with points");
    await screen.shows("of this order (3,000 points)");
    expect(calls).toEqual([READ, `${HOLD} {"points":3000}`, NAME]);
  });

  it("gets a token anew for every request", async () => {
    const { tokens } = await open({ app: { [READ]: account(5_000), [HOLD]: held(3_000) } });
    await screen.shows("You have 5,000 points");
    screen.press("Pay with points");
    await screen.shows("of this order (3,000 points)");
    expect(tokens).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it.each([
    ["90", "At least 100 points"],
    ["3010", "At most 3,000 points for this order"],
    ["505", "In steps of 10 points"],
    ["1e3", "At least 100 points"],
    ["-500", "At least 100 points"],
  ])("asks nothing for %s, and says beside the field: %s", async (typed, error) => {
    const { calls } = await open({ app: { [READ]: account(5_000) } });
    await screen.shows("You have 5,000 points");
    await screen.type(typed);
    await screen.shows(error);
    screen.press("Pay with points");
    screen.press("Use the most (3,000 points)");
    await screen.shows("3,000 points: ₽3,000.00 off");
    expect(screen.text()).not.toContain(error);
    expect(calls).toEqual([READ]);
  });

  it.each([
    ["not_enough_points", "You have fewer points than that now."],
    ["below_minimum", "That is fewer points than can be spent at once."],
    ["not_a_step", "That many points cannot be spent at once."],
    ["owes_points", "The points that you owe have to be repaid first."],
    ["member_frozen", "Your points are paused. Please ask the shop."],
    ["overtaken", "Your points have been changed in another window."],
    ["no_program", "The shop does not take points at the moment."],
    ["refused_by_shopify", "The checkout did not take the points. Nothing has been taken."],
    ["something_new", "The points could not be applied. Nothing has been taken."],
  ])("tells why the app refused (%s), and looks the balance up anew", async (code, text) => {
    const { calls } = await open({
      app: { [READ]: [account(5_000), account(800)], [HOLD]: refusal(422, code) },
    });
    await screen.shows("You have 5,000 points");
    screen.press("Pay with points");
    await screen.shows(text);
    await screen.shows("You have 800 points");
    expect(calls).toEqual([READ, `${HOLD} {"points":3000}`, READ]);
  });

  it("can be tried again where Shopify did not answer the app", async () => {
    const { calls } = await open({
      app: {
        [READ]: account(5_000),
        [HOLD]: [refusal(503, "shopify_unavailable"), held(3_000)],
      },
    });
    await screen.shows("You have 5,000 points");
    screen.press("Pay with points");
    await screen.shows("The checkout cannot take points at the moment.");
    screen.press("Pay with points");
    await screen.shows("of this order (3,000 points)");
    expect(calls).toEqual([READ, `${HOLD} {"points":3000}`, `${HOLD} {"points":3000}`, NAME]);
  });

  it.each(["error", "throws"] as const)(
    "gives the points back at once where the checkout takes no metafield (%s)",
    async (change) => {
      const { calls } = await open({
        app: { [READ]: account(5_000), [HOLD]: held(3_000), [RELEASE]: released("released") },
        changes: [change],
      });
      await screen.shows("You have 5,000 points");
      screen.press("Pay with points");
      await screen.shows("This way of paying does not take points.");
      expect(screen.buttons()).toEqual(["Pay with points"]);
      expect(calls).toEqual([READ, `${HOLD} {"points":3000}`, NAME, RELEASE, READ]);
    },
  );

  it("can be tried again where the network is gone", async () => {
    const { calls } = await open({
      app: { [READ]: account(5_000), [HOLD]: ["no answer", held(3_000)] },
    });
    await screen.shows("You have 5,000 points");
    screen.press("Pay with points");
    await screen.shows("no answer. Nothing is lost; please try again.");
    screen.press("Pay with points");
    await screen.shows("of this order (3,000 points)");
    expect(screen.text()).not.toContain("no answer");
    expect(calls).toEqual([READ, `${HOLD} {"points":3000}`, `${HOLD} {"points":3000}`, NAME]);
  });
});

describe("points that are applied", () => {
  it("can be changed: the new hold replaces the old one", async () => {
    const other = "7c1d0b3e-1111-4222-8333-444455556666";
    const { calls } = await open({
      app: { ...applied, [HOLD]: { status: 201, json: { hold: hold(700, { id: other }) } } },
      named: HOLD_ID,
    });
    await screen.shows("of this order (500 points)");
    screen.press("Change");
    await screen.shows("You have 800 points");
    expect(screen.field()).toBe("500");
    await screen.type("700");
    screen.press("Pay with points");
    await screen.shows("Points pay ₽700.00 of this order (700 points)");
    expect(screen.text()).toContain("Left in your balance: 100 points.");
    expect(calls).toEqual([READ, `${HOLD} {"points":700}`, `updateCartMetafield ${other}`]);
  });

  it("stay as they are, where the shopper thinks better of it", async () => {
    const { calls } = await open({ app: applied, named: HOLD_ID });
    await screen.shows("of this order (500 points)");
    screen.press("Change");
    await screen.shows("You have 800 points");
    screen.press("Leave it as it is");
    await screen.shows("of this order (500 points)");
    expect(calls).toEqual([READ]);
  });

  it("are taken off the cart first, then given back", async () => {
    const { calls } = await open({
      app: { [READ]: [applied[READ], account(800)], [RELEASE]: released("released") },
      named: HOLD_ID,
    });
    await screen.shows("of this order (500 points)");
    screen.press("Remove");
    await screen.shows("The points are back in your balance.");
    await screen.shows("You have 800 points");
    expect(calls).toEqual([READ, UNNAME, RELEASE, READ]);
  });

  it("are told to be on their way, while Shopify has not confirmed", async () => {
    await open({
      app: { [READ]: [applied[READ], account(300)], [RELEASE]: released("clearing") },
      named: HOLD_ID,
    });
    await screen.shows("of this order (500 points)");
    screen.press("Remove");
    await screen.shows("The points are off this order and will be back in your balance shortly.");
    await screen.shows("You have 300 points");
  });

  it("are not given back while the checkout still counts on them", async () => {
    const { calls } = await open({ app: applied, named: HOLD_ID, changes: ["error"] });
    await screen.shows("of this order (500 points)");
    screen.press("Remove");
    await screen.shows("The checkout did not take the change. Please try again.");
    expect(screen.text()).toContain("of this order (500 points)");
    expect(calls).toEqual([READ, UNNAME]);
  });

  it("come back by themselves where the network is gone", async () => {
    await open({ app: { ...applied, [RELEASE]: "no answer" }, named: HOLD_ID });
    await screen.shows("of this order (500 points)");
    screen.press("Remove");
    await screen.shows("They come back to your balance by themselves.");
    await screen.shows("You have 300 points");
  });

  it("count as given back where the app does not know them any more", async () => {
    await open({
      app: { [READ]: [applied[READ], account(800)], [RELEASE]: refusal(404, "not_found") },
      named: HOLD_ID,
    });
    await screen.shows("of this order (500 points)");
    screen.press("Remove");
    await screen.shows("The points are back in your balance.");
  });

  it("expire before the shopper's eyes, and can be chosen again", async () => {
    vi.useFakeTimers({ now: NOW, toFake: ["Date", "setInterval", "clearInterval"] });
    const { calls } = await open({
      app: { ...applied, [HOLD]: held(500), [RELEASE]: released("released") },
      named: HOLD_ID,
    });
    await screen.shows("Set aside for you for 30 more minutes.");
    await vi.advanceTimersByTimeAsync(29 * 60_000);
    await screen.shows("Set aside for you for 1 more minute.");
    await vi.advanceTimersByTimeAsync(60_000);
    await screen.shows("The time is over. Back in your balance in about an hour: 500 points.");
    screen.press("Choose again");
    await screen.shows("You have 300 points");
    screen.press("Pay with points");
    await expect.poll(() => calls).toEqual([READ, READ, `${HOLD} {"points":300}`, NAME]);
  });
});

describe("points that are set aside elsewhere", () => {
  it("are used here by naming them in this cart, without another hold", async () => {
    const { calls } = await open({ app: applied });
    await screen.shows("Set aside for a checkout of yours");
    screen.press("Use them here");
    await screen.shows("Points pay ₽500.00 of this order (500 points)");
    expect(calls).toEqual([READ, NAME]);
  });

  it("stay set aside where the checkout takes no change", async () => {
    await open({ app: applied, changes: ["error"] });
    await screen.shows("Set aside for a checkout of yours");
    screen.press("Use them here");
    await screen.shows("The checkout did not take the change. Please try again.");
    await screen.shows("Set aside for a checkout of yours");
  });

  it("are given back, also where this cart has no metafield to remove", async () => {
    const { calls } = await open({
      app: { [READ]: [applied[READ], account(800)], [RELEASE]: released("released") },
      changes: ["error"],
    });
    await screen.shows("Set aside for a checkout of yours");
    screen.press("Give them back");
    await screen.shows("You have 800 points");
    expect(calls).toEqual([READ, UNNAME, RELEASE, READ]);
  });
});

describe("a cart that names a hold that is no more", () => {
  it("is told so once: the order must not count on points that went back", async () => {
    const { calls } = await open({ app: { [READ]: account(800) }, named: HOLD_ID });
    await screen.shows("You have 800 points");
    await expect.poll(() => calls).toEqual([READ, UNNAME]);
  });

  it("is left alone while the app does not answer", async () => {
    const { calls } = await open({ app: { [READ]: "no answer" }, named: HOLD_ID });
    await screen.shows("Your points could not be looked up.");
    expect(calls).toEqual([READ]);
  });
});
