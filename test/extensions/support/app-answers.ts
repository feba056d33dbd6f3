import { vi } from "vitest";

/** What the app answers: a status and a body, nothing at all, or what is not settled yet. */
export type AppAnswer = { status: number; json: unknown } | "no answer" | Promise<never>;

/**
 * Stands for the app behind `fetch`: answers given per request, the last of them for ever, and
 * every request is noted in `calls` in the order in which things happened.
 */
export function appAnswers(calls: string[], answers: Record<string, AppAnswer | AppAnswer[]>) {
  const tokens: string[] = [];
  const left = new Map(
    Object.entries(answers).map(([request, given]) => [
      request,
      Array.isArray(given) ? [...given] : [given],
    ]),
  );
  const fetch = vi.fn(async (input: unknown, init: RequestInit = {}) => {
    const url = new URL(String(input));
    if (url.origin !== "https://kopilka.example.com") throw new Error(`asked ${url.origin}`);
    const method = init.method ?? "GET";
    const request = `${method} ${url.pathname}`;
    const body = typeof init.body === "string" ? ` ${init.body}` : "";
    calls.push(`${request}${body}`);
    tokens.push(new Headers(init.headers).get("authorization") ?? "");
    const given = left.get(request);
    const answer = given !== undefined && given.length > 1 ? given.shift() : given?.[0];
    if (answer === undefined) throw new Error(`no answer is given for ${request}`);
    if (answer === "no answer") throw new TypeError("Failed to fetch");
    const { status, json } = await answer;
    return new Response(JSON.stringify(json), { status });
  });
  return { fetch, tokens };
}
