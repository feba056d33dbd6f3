import fc from "fast-check";
import { BORIS, MemberBook } from "./member-book.ts";

/** One thing that happens to a member: which, in what turn, and whose orders it is about. */
type Act = (member: MemberBook, turn: number, orders: Orders) => void;

/** Orders of one person, and the target that each was given last. */
interface Orders {
  readonly prefix: string;
  readonly targets: Map<string, bigint>;
}

const order: fc.Arbitrary<Act> = fc
  .record({
    id: fc.constantFrom("1", "2", "3", "4"),
    target: fc.bigInt({ min: 0n, max: 200n }),
    matures: fc.constantFrom(10, 15, 20),
    expires: fc.constantFrom(null, 30, 40),
    beyondBalance: fc.constantFrom("owe" as const, "owe" as const, "stop_at_zero" as const),
  })
  .map(({ id, target, ...terms }) => (member, _turn, { prefix, targets }) => {
    member.order(prefix + id, target, terms);
    targets.set(prefix + id, target);
  });

const mature: fc.Arbitrary<Act> = fc
  .integer({ min: 5, max: 45 })
  .map((on) => (member) => member.mature(on));

const expire: fc.Arbitrary<Act> = fc
  .integer({ min: 20, max: 45 })
  .map((on) => (member) => member.expire(on));

const adjust: fc.Arbitrary<Act> = fc
  .tuple(fc.bigInt({ min: -200n, max: 60n }), fc.constantFrom(null, 25, 35))
  .filter(([points]) => points !== 0n)
  .map(([points, expires]) => (member, turn) => {
    member.adjust(`adjust/${member.book.holderId}/${turn}`, points, expires);
  });

const hold: fc.Arbitrary<Act> = fc.bigInt({ min: 1n, max: 80n }).map((wanted) => (member, turn) => {
  const { available } = member.book.balance;
  const held = available < wanted ? available : wanted;
  if (held > 0n) member.hold(`${member.book.holderId}/${turn}`, held);
});

const release: fc.Arbitrary<Act> = fc.constant((member: MemberBook) => {
  const keys = new Set(member.history.map(({ key }) => key));
  const holds = [...keys].flatMap((key) => (key.startsWith("hold/") ? [key.slice(5)] : []));
  const open = holds.find((id) => !keys.has(`release/${id}`));
  if (open !== undefined) member.release(open);
});

const act = fc.oneof(
  { weight: 8, arbitrary: order },
  { weight: 2, arbitrary: mature },
  { weight: 1, arbitrary: expire },
  { weight: 3, arbitrary: adjust },
  { weight: 2, arbitrary: hold },
  { weight: 1, arbitrary: release },
);

/** What became of two members, and their balances after every turn. */
export interface Lives {
  readonly members: readonly MemberBook[];
  readonly balances: readonly (readonly bigint[])[];
  /** What each order's target was at last. */
  readonly targets: ReadonlyMap<string, bigint>;
}

/** Two members to whom things happen in turn, until perhaps the first becomes the second. */
export const lives: fc.Arbitrary<() => Lives> = fc
  .record({
    acts: fc.array(fc.tuple(fc.boolean(), act), { minLength: 1, maxLength: 30 }),
    mergeAt: fc.option(fc.nat(30)),
  })
  .map(({ acts, mergeAt }) => () => {
    const [anna, boris] = [new MemberBook(), new MemberBook(BORIS)];
    const targets = new Map<string, bigint>();
    const balances: bigint[][] = [];
    for (const [turn, [isAnnas, happen]] of acts.entries()) {
      if (turn === mergeAt) boris.absorb(anna);
      const isMerged = mergeAt !== null && turn >= mergeAt;
      const orders = { prefix: isAnnas ? "1" : "2", targets };
      happen(isAnnas && !isMerged ? anna : boris, turn, orders);
      balances.push(anna.balance, boris.balance);
    }
    return { members: [anna, boris], balances, targets };
  });
