import type { TimeZone } from "../program/local-time.ts";
import type { Agenda } from "./agenda.ts";
import { Figures, leavesRollingAt, yearEndsAfter } from "./figures.ts";
import { difference, NOTHING, worthBefore, type Worth, type WorthStep } from "./worth.ts";

/** Figures that the agenda keeps up: whatever is counted comes and goes when its time has come. */
export class Tally {
  readonly figures: Figures;
  readonly #agenda: Agenda;
  readonly #zones: readonly TimeZone[];

  /** @param zones those in which calendar years are asked for */
  constructor(agenda: Agenda, zones: readonly TimeZone[]) {
    this.figures = new Figures(zones);
    this.#agenda = agenda;
    this.#zones = zones;
  }

  /** Counts what was placed then, step by step, until its windows end. */
  count(placedAt: number, steps: readonly WorthStep[]): void {
    if (steps.length === 0) return;
    let before: Worth = NOTHING;
    for (const { at, worth } of steps) {
      const by = difference(worth, before);
      before = worth;
      const act = () => {
        this.figures.change(placedAt, at, by);
      };
      this.#agenda.add({ at, turn: "changed", act });
    }
    const leavesAt = leavesRollingAt(placedAt);
    this.#agenda.add({
      at: leavesAt,
      turn: "clock",
      window: "rolling_12_months",
      act: () => {
        this.figures.leave(worthBefore(steps, leavesAt));
      },
    });
    for (const at of this.#zones.flatMap((zone) => yearEndsAfter(placedAt, zone)))
      this.#agenda.add({ at, turn: "clock", window: "calendar_year", act: null });
  }
}
