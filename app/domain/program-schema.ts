export { DEFAULT_HOLD_MINUTES, programSchema } from "./program/schema.ts";
export type { ProgramDocument, ProgramRule } from "./program/schema.ts";
