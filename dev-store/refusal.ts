/**
 * What the caller got wrong, as an HTTP answer. The dev store throws it from
 * wherever it is found out, and the server turns it into
 * `{error: {code, message, field?}}`.
 */
export class Refusal extends Error {
  readonly status: 400 | 401 | 404 | 422 | 502 | 504;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: Refusal["status"], code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export const notFound = (what: string, id: string) =>
  new Refusal(404, "not_found", `There is no ${what} ${id}`);

export const unprocessable = (message: string, field?: string) =>
  new Refusal(422, "unprocessable", message, field);
