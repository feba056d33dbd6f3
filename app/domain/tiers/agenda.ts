/** What happens at one instant goes in this order. */
export type Turn =
  /** The clock: a version comes into force, a window ends, days of grace are over. */
  | "clock"
  /** Orders are placed. */
  | "placed"
  /** Payments, refunds and cancellations become true. */
  | "changed";

const RANK: Record<Turn, number> = { clock: 0, placed: 1, changed: 2 };

export interface Item {
  /** In milliseconds, as `Date.getTime()`. */
  readonly at: number;
  readonly turn: Turn;
  /** Null where only the time matters. */
  readonly act: (() => void) | null;
  /** Of the clock: which window it ends; other windows need not wake up for it. */
  readonly window?: "rolling_12_months" | "calendar_year";
}

/** What is yet to happen in the life of a member, the earliest first. Items of one turn keep the order in which they came. */
export class Agenda {
  readonly #items: Item[] = [];
  #next = 0;

  add(item: Item): void {
    let [low, high] = [this.#next, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#items[middle];
      if (other !== undefined && compare(other, item) <= 0) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, item);
  }

  peek(): Item | undefined {
    return this.#items[this.#next];
  }

  /** Takes the earliest item. */
  take(): Item | undefined {
    const item = this.#items[this.#next];
    if (item !== undefined) this.#next += 1;
    return item;
  }

  /** What is left, the earliest first. */
  rest(): readonly Item[] {
    return this.#items.slice(this.#next);
  }
}

const compare = (a: Item, b: Item): number => a.at - b.at || RANK[a.turn] - RANK[b.turn];
