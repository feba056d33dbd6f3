// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { account, hold, HOLD_ID, NOW, PROGRAM, refusal } from "../support/answers.ts";
import { checkoutPage } from "../support/checkout-page.ts";
import { screen } from "../support/screen.ts";

const open = checkoutPage();
const READ = "GET /api/redemptions";

describe("what a shopper is shown at checkout", () => {
  it("is that the points are being looked up, until the app has answered", async () => {
    await open({ app: { [READ]: new Promise<never>(() => undefined) } });
    expect(screen.text()).toBe("Looking up your points");
  });

  it("is nothing where the shop has no programme", async () => {
    const { calls } = await open({
      app: { [READ]: { status: 200, json: { member: null, program: null } } },
    });
    await expect.poll(() => screen.text()).toBe("");
    expect(calls).toEqual([READ]);
  });

  it.each([
    ["the app says so", refusal(403, "login_required")],
    ["the checkout knows nobody", { status: 200, json: { member: null, program: PROGRAM } }],
  ])("is to log in, where %s", async (_, answer) => {
    await open({ app: { [READ]: answer }, loggedIn: false });
    await screen.shows("Log in to pay with your points.");
    expect(screen.buttons()).toEqual([]);
  });

  it("is that there are no points yet, to a customer who is no member", async () => {
    await open({ app: { [READ]: { status: 200, json: { member: null, program: PROGRAM } } } });
    await screen.shows("You have no points yet. They come with your orders.");
  });

  it.each([
    ["frozen", "Your points are paused. Please ask the shop."],
    ["opted_out", "You have no points yet. They come with your orders."],
  ])("is why, to a member who is %s", async (status, text) => {
    await open({ app: { [READ]: account(500, { status }) } });
    await screen.shows(text);
    expect(screen.buttons()).toEqual([]);
  });

  it("is what is on its way, where nothing can be spent yet", async () => {
    await open({ app: { [READ]: account(0, { pending: 120 }) } });
    await screen.shows("You have no points to spend yet.\nOn their way: 120 points.");
    expect(screen.buttons()).toEqual([]);
  });

  it.each([
    [0, "You have no points to spend yet."],
    [5, "You have 5 points. You can pay from 100 points on."],
  ])(
    "is what is coming back from a hold that is over, beside a balance of %i",
    async (left, text) => {
      await open({ app: { [READ]: account(left, { returning: 1_150 }) } });
      await screen.shows(`${text}\nComing back from a checkout that you left: 1,150 points.`);
    },
  );

  it("is from where on they can pay, where the balance is below the minimum", async () => {
    await open({ app: { [READ]: account(90) } });
    await screen.shows("You have 90 points. You can pay from 100 points on.");
    expect(screen.buttons()).toEqual([]);
  });

  it("is the order's share, where the order is too small for the fewest points", async () => {
    await open({ app: { [READ]: account(500) }, lineTotal: 333.33 });
    await screen.shows("Points may pay up to 30% of an order, which is too little here.");
    expect(screen.buttons()).toEqual([]);
  });

  it("is what has to be repaid, where points are owed", async () => {
    await open({ app: { [READ]: account(-40, { owed: 40 }) } });
    await screen.shows(
      "You owe 40 points. Your next orders repay them; then you can pay with points again.",
    );
    expect(screen.buttons()).toEqual([]);
  });

  it("is that points cannot be used, where the checkout lets no metafield be set", async () => {
    await open({ app: { [READ]: account(500) }, canChangeCart: false });
    await screen.shows("Points cannot be used with this way of paying.");
    expect(screen.buttons()).toEqual([]);
  });

  it("is a way to ask again, where the app does not answer", async () => {
    const { calls } = await open({ app: { [READ]: ["no answer", account(500)] } });
    await screen.shows("Your points could not be looked up.");
    screen.press("Try again");
    await screen.shows("You have 500 points");
    expect(calls).toEqual([READ, READ]);
  });

  it("is no misreading of an answer in another shape", async () => {
    await open({ app: { [READ]: { status: 200, json: { member: { points: "many" } } } } });
    await screen.shows("Your points could not be looked up.");
  });

  it("is the balance in points and in money, and the most that this order takes", async () => {
    await open({ app: { [READ]: account(5_000) } });
    await screen.shows("You have 5,000 points, worth ₽5,000.00.");
    expect(screen.field()).toBe("3000");
    expect(screen.text()).toContain(
      "3,000 points: ₽3,000.00 off. Left in your balance: 2,000 points.",
    );
    expect(screen.text()).toContain("Points may pay up to 30% of this order.");
    expect(screen.buttons()).toEqual(["Pay with points"]);
  });

  it("is whole steps: 517 points of a balance of 517 cannot be chosen, 510 can", async () => {
    await open({ app: { [READ]: account(517) } });
    await screen.shows("You have 517 points");
    expect(screen.field()).toBe("510");
  });

  it("is bounded by the balance alone where the cart is in another currency", async () => {
    await open({ app: { [READ]: account(5_000) }, currency: "EUR", lineTotal: 100 });
    await screen.shows("You have 5,000 points");
    expect(screen.field()).toBe("5000");
  });

  it("is what is applied already, with what remains and how long it is set aside", async () => {
    const { calls } = await open({
      app: { [READ]: account(300, { hold: hold(1_200) }) },
      named: HOLD_ID,
      discounts: ["Paid with points · K7F3Q2"],
    });
    await screen.shows("Points pay ₽1,200.00 of this order (1,200 points)");
    expect(screen.text()).toContain("Left in your balance: 300 points.");
    expect(screen.text()).toContain("Set aside for you for 30 more minutes.");
    expect(screen.text()).not.toContain("The total will follow");
    expect(screen.buttons()).toEqual(["Change", "Remove"]);
    expect(calls).toEqual([READ]);
  });

  it("is what the order can take, where the cart has shrunk since", async () => {
    await open({
      app: { [READ]: account(0, { hold: hold(1_200) }) },
      named: HOLD_ID,
      lineTotal: 1_000,
    });
    await screen.shows("This order takes ₽300.00 of it; what it does not use comes back.");
    expect(screen.text()).toContain("The total will follow in a moment.");
  });

  it("is taken from the discount's name where the open extension sees an old metafield", async () => {
    await open({
      app: { [READ]: account(300, { hold: hold(1_200) }) },
      named: "an-earlier-hold",
      discounts: ["Оплата баллами · K7F3Q2"],
    });
    await screen.shows("Points pay ₽1,200.00 of this order (1,200 points)");
  });

  it("is no way to change it, where the checkout lets no metafield be set", async () => {
    await open({
      app: { [READ]: account(300, { hold: hold(1_200) }) },
      named: HOLD_ID,
      canChangeCart: false,
    });
    await screen.shows("of this order (1,200 points)");
    expect(screen.buttons()).toEqual([]);
  });

  it("is that another checkout of theirs has points set aside", async () => {
    await open({ app: { [READ]: account(300, { hold: hold(1_200) }) } });
    await screen.shows("Set aside for a checkout of yours: 1,200 points, worth ₽1,200.00.");
    expect(screen.buttons()).toEqual(["Use them here", "Give them back"]);
  });

  it("is that the time is over, where a hold has expired", async () => {
    const past = new Date(NOW.getTime() - 1).toISOString();
    await open({
      app: { [READ]: account(300, { hold: hold(1_200, { expires_at: past }) }) },
      named: HOLD_ID,
    });
    await screen.shows("The time is over. Back in your balance in about an hour: 1,200 points.");
    expect(screen.buttons()).toEqual(["Choose again"]);
  });

  it("is in Russian to a Russian buyer, with its plurals", async () => {
    await open({ app: { [READ]: account(101) }, locale: "ru" });
    await screen.shows("У вас 101 балл, это 101,00 ₽.");
    expect(screen.text()).toContain("100 баллов: минус 100,00 ₽. На счёте останется: 1 балл.");
  });
});

describe("beside the discount field", () => {
  const openBeside = checkoutPage("purchase.checkout.reductions.render-after");

  it("the same is shown", async () => {
    await openBeside({ app: { [READ]: account(5_000) } });
    await screen.shows("You have 5,000 points, worth ₽5,000.00.");
  });
});
