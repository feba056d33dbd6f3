import type { ProgramDocument } from "../program/schema.ts";
import { linesValue } from "./filters.ts";
import { statement, type Section } from "./statement.ts";
import { number } from "./value.ts";

/** Cards on which every n-th of a thing is free. */
export const stampsSection = ({ stamp_cards: cards }: ProgramDocument): Section => ({
  id: "stamps",
  statements: [],
  items: cards.map(({ id, name, lines, stamps }) => ({
    id: `stamp_cards/${id}`,
    key: "stampCard",
    name,
    ownId: id,
    statements: [
      statement(`stamp_cards/${id}/stamps`, "stamps.every", { number: number(stamps) }),
      statement(`stamp_cards/${id}/lines`, "stamps.lines", { lines: linesValue(lines) }),
    ],
  })),
});
