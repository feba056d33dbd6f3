import type { z } from "zod";

import { ruleId, section, wholeNumber } from "./checks.ts";
import { lineFilter, readLineFilter, writeLineFilter } from "./filters.ts";
import type { LineFilter } from "./filters.ts";
import { text, writeText } from "./texts.ts";
import type { Text } from "./texts.ts";

/** Every so many units of some goods, one is free. */
export interface StampCard {
  readonly id: string;
  readonly name: Text;
  /** Null: all goods. */
  readonly lines: LineFilter | null;
  /** The unit with this number is free. */
  readonly stamps: number;
}

export const stampCard = section({
  id: ruleId,
  name: text,
  lines: lineFilter,
  stamps: wholeNumber(2, 100, "stamps"),
});

export type StampCardDocument = z.infer<typeof stampCard>;

export const readStampCard = ({ id, name, lines, stamps }: StampCardDocument): StampCard => ({
  id,
  name,
  lines: readLineFilter(lines),
  stamps,
});

export const writeStampCard = ({ id, name, lines, stamps }: StampCard): StampCardDocument => ({
  id,
  name: writeText(name),
  lines: lines === null ? {} : writeLineFilter(lines),
  stamps,
});
