/** Too much is waiting to be written; the caller should be told to come again. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

export interface GroupCommitOptions<Item> {
  /** Writes all items or none, in one transaction. */
  readonly write: (items: readonly Item[]) => Promise<unknown>;
  /** What one item weighs, in bytes. */
  readonly weightOf: (item: Item) => number;
  /** True where an error lies in an item and not in the connection or the server. */
  readonly isItemFault: (error: unknown) => boolean;
  /** Most items in one write. */
  readonly mostItems: number;
  /** Bytes at which a group is full; a heavier item goes alone. */
  readonly fullAtBytes: number;
  /** Bytes that may wait before items are turned away. */
  readonly mostWaitingBytes: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets concurrent writers share one commit. While one group is being written,
 * the next one gathers; nobody waits for company, so a lone item is written at
 * once. Each caller hears of its own item only: where a group fails because of
 * what stands in it, its items are written one by one.
 */
export class GroupCommit<Item> {
  readonly #options: GroupCommitOptions<Item>;
  #waiting: Waiting<Item>[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;

  constructor(options: GroupCommitOptions<Item>) {
    this.#options = options;
  }

  /**
   * Resolves when the item is committed.
   * @throws Overloaded at once where too much is waiting; else the write's error
   */
  add(item: Item): Promise<void> {
    const weight = this.#options.weightOf(item);
    if (this.#waitingBytes > 0 && this.#waitingBytes + weight > this.#options.mostWaitingBytes) {
      return Promise.reject(new Overloaded("Too much is waiting to be written"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, weight, resolve, reject });
      this.#waitingBytes += weight;
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeGroup(this.#nextGroup());
    this.#writing = undefined;
  }

  #nextGroup(): Waiting<Item>[] {
    let bytes = 0;
    let count = 0;
    for (const { weight } of this.#waiting) {
      if (count >= this.#options.mostItems) break;
      if (count > 0 && bytes + weight > this.#options.fullAtBytes) break;
      bytes += weight;
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #writeGroup(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.#options.write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1 || !this.#options.isItemFault(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      for (const waiting of group) await this.#writeGroup([waiting]);
    }
  }
}
