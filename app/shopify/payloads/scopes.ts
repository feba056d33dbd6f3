import { z } from "zod";

import { text } from "./fields.ts";
import { checked, reading } from "./reading.ts";
import type { Reading } from "./reading.ts";

const scopes = z.object(
  { current: z.array(text, "must be a list of scopes") },
  "must be an object",
);

/** `app/scopes_update` -> the scopes that the merchant grants from now on. */
export function scopesFromPayload(body: unknown): Reading<readonly string[]> {
  return reading(() => checked(scopes, body).current);
}
