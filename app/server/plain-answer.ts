import type { ServerResponse } from "node:http";

/** What is answered where neither Express nor Remix stands between. */
export interface Answer {
  readonly status: number;
  readonly error?: { readonly code: string; readonly message: string; readonly field?: string };
  /** False where the rest of the request was left unread. */
  readonly keepAlive?: false;
  /** In seconds; 5 where it is not said and the answer is 503. */
  readonly retryAfter?: number;
}

export function send(response: ServerResponse, answer: Answer): void {
  const text = answer.error ? JSON.stringify({ error: answer.error }) : "";
  const headers: Record<string, string | number> = { "content-length": Buffer.byteLength(text) };
  if (text !== "") headers["content-type"] = "application/json; charset=utf-8";
  if (answer.status === 405) headers["allow"] = "POST";
  const retryAfter = answer.retryAfter ?? (answer.status === 503 ? 5 : null);
  if (retryAfter !== null) headers["retry-after"] = retryAfter;
  if (answer.keepAlive === false) headers["connection"] = "close";
  response.writeHead(answer.status, headers);
  response.end(text);
}
