import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { Refusal } from "../refusal.ts";

/** A refusal as `{error: {code, message, field?}}`; anything else is a mistake of the dev store's own. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof Refusal) {
    const { code, message, field } = error;
    return c.json(
      { error: { code, message, ...(field === undefined ? {} : { field }) } },
      error.status,
    );
  }
  if (error instanceof HTTPException) {
    const message = "This form was not sent from a page of the dev store";
    return c.json({ error: { code: "forbidden", message } }, error.status);
  }
  process.stderr.write(
    `The dev store made a mistake at ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}\n`,
  );
  return c.json({ error: { code: "mistake", message: error.message } }, 500);
}
