import type { Context } from "hono";
import { Refusal } from "../refusal.ts";

/** The fields of a posted form; a field that was left empty is left out. */
export async function formOf(c: Context): Promise<Record<string, string>> {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body)
      .filter((entry): entry is [string, string] => typeof entry[1] === "string")
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
}

/** Quantities of the fields `line.{id}`. */
export function lineQuantities(
  form: Record<string, string>,
): { line_item_id: string; quantity: number }[] {
  return Object.entries(form)
    .filter(([name]) => name.startsWith("line."))
    .map(([name, value]) => ({
      line_item_id: name.slice("line.".length),
      quantity: Number(value),
    }));
}

/**
 * Does what a form asks for and goes to a page that says what was done. A refusal
 * is not an error page: the page it came from says why.
 * @param work what to say, and where to go if not back to `home`
 */
export async function act(
  c: Context,
  home: string,
  work: () => Promise<Done> | Done,
): Promise<Response> {
  try {
    const { said, to } = await work();
    return c.redirect(`${to ?? home}?${new URLSearchParams({ said }).toString()}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = error.field === undefined ? error.message : `${error.field}: ${error.message}`;
    return c.redirect(`${home}?${new URLSearchParams({ refused: text }).toString()}`, 303);
  }
}

export interface Done {
  readonly said: string;
  readonly to?: string;
}
