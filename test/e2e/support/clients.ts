/** An answer over HTTP with its JSON read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends JSON (text as it is) and reads JSON. */
export async function call(
  url: string,
  method = "GET",
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const read: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: read };
}

/** The same, where anything but success is a failure of the test. */
export async function done(url: string, method?: string, body?: unknown): Promise<unknown> {
  const answer = await call(url, method, body);
  if (answer.status < 300) return answer.body;
  throw new Error(`${method ?? "GET"} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The code, field and message of a refusal; what it is not is empty. */
export function refusalOf({ body }: Answer): { code: string; field: string; message: string } {
  const { error } = body as { error?: { code?: string; field?: string; message?: string } };
  return { code: error?.code ?? "", field: error?.field ?? "", message: error?.message ?? "" };
}
