import { describe, expect, it } from "vitest";

import { GroupCommit, Overloaded } from "../../app/server/group-commit.server.ts";

/** A write that ends when the test says so. */
function controlledWrites() {
  const groups: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const write = (items: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      groups.push({
        items,
        end: (error) => (error === undefined ? resolve() : reject(error)),
      });
    });
  return { groups, write };
}

function commitWith(
  write: (items: readonly string[]) => Promise<unknown>,
  limits: { mostItems?: number; fullAtBytes?: number; mostWaitingBytes?: number } = {},
) {
  return new GroupCommit<string>({
    write,
    weightOf: (item) => item.length,
    isItemFault: (error) => error instanceof RangeError,
    mostItems: limits.mostItems ?? 100,
    fullAtBytes: limits.fullAtBytes ?? 1000,
    mostWaitingBytes: limits.mostWaitingBytes ?? 1000,
  });
}

/** Lets what has been resolved run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("group commit", () => {
  it("writes a lone item at once, and what comes meanwhile in one group after it", async () => {
    const { groups, write } = controlledWrites();
    const commit = commitWith(write);
    const answered: string[] = [];
    for (const item of ["a", "b", "c"]) void commit.add(item).then(() => answered.push(item));

    expect(groups.map(({ items }) => items)).toEqual([["a"]]);
    groups[0]?.end();
    await settle();
    expect(answered).toEqual(["a"]);
    expect(groups.map(({ items }) => items)).toEqual([["a"], ["b", "c"]]);

    groups[1]?.end();
    await commit.settled();
    expect(answered).toEqual(["a", "b", "c"]);
  });

  it("begins anew after it has been idle", async () => {
    const written: (readonly string[])[] = [];
    const commit = commitWith((items) => Promise.resolve(written.push(items)));
    await commit.add("a");
    await commit.add("b");
    expect(written).toEqual([["a"], ["b"]]);
  });

  it("closes a group at its number of items, and before the item that makes it too heavy", async () => {
    const written: (readonly string[])[] = [];
    const commit = commitWith((items) => Promise.resolve(written.push(items)), {
      mostItems: 3,
      fullAtBytes: 10,
    });
    const items = ["first", "1", "2", "3", "66666666", "333", "heavier-than-a-group"];
    await Promise.all(items.map((item) => commit.add(item)));
    expect(written).toEqual([
      ["first"],
      ["1", "2", "3"],
      ["66666666"],
      ["333"],
      ["heavier-than-a-group"],
    ]);
  });

  it("lets one bad item fail alone", async () => {
    const written: string[] = [];
    const commit = commitWith((items) => {
      if (items.includes("bad")) return Promise.reject(new RangeError("bad"));
      written.push(...items);
      return Promise.resolve();
    });
    const answers = await Promise.allSettled(
      ["first", "good", "bad", "fine"].map((item) => commit.add(item)),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(written).toEqual(["first", "good", "fine"]);
  });

  it("fails a whole group without a second try where the fault is not an item's", async () => {
    let writes = 0;
    const commit = commitWith(() => {
      writes += 1;
      return Promise.reject(new Error("connection lost"));
    });
    const answers = await Promise.allSettled(["a", "b", "c"].map((item) => commit.add(item)));
    expect(answers.every(({ status }) => status === "rejected")).toBe(true);
    expect(writes).toBe(2);
  });

  it("turns items away while too much is waiting, and takes them again afterwards", async () => {
    const { groups, write } = controlledWrites();
    const commit = commitWith(write, { mostWaitingBytes: 10 });
    void commit.add("in flight");
    void commit.add("12345678");
    await expect(commit.add("123")).rejects.toThrow(Overloaded);
    groups[0]?.end();
    await settle();
    const taken = commit.add("123");
    groups[1]?.end();
    await settle();
    groups[2]?.end();
    await expect(taken).resolves.toBeUndefined();
  });
});
