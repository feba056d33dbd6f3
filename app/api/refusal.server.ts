/** A wrong place in a document, such as `earning.rate.points`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export interface RefusalDetails {
  /** The field, parameter or header that is wrong. */
  readonly field?: string;
  /** Every wrong place, where there may be several. */
  readonly problems?: readonly Problem[];
  /** What the refusal is measured by, such as `available`. */
  readonly figures?: Readonly<Record<string, number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer that the caller brought about. Reading a request throws it, because
 * nothing can go on from there; `apiRoute` turns it into the answer.
 */
export class ApiRefusal extends Error {
  override name = "ApiRefusal";
  readonly status: number;
  /** One word for programs, such as `invalid_cursor`; the message is for people. */
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(status: number, code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** @param field the field, parameter or header that is wrong */
export const badRequest = (field: string, message: string) =>
  new ApiRefusal(400, "invalid_request", `${field} ${message}`, { field });

export const unprocessable = (code: string, message: string, field?: string) =>
  new ApiRefusal(422, code, message, field === undefined ? {} : { field });

export const notFound = (code: string, message: string) => new ApiRefusal(404, code, message);

/** The refusal as the API answers it. */
export function answerRefusal(refusal: ApiRefusal): Response {
  const { field, problems, figures, headers = {} } = refusal.details;
  const error = {
    code: refusal.code,
    message: refusal.message,
    ...(field === undefined ? {} : { field }),
    ...(problems === undefined ? {} : { problems }),
    ...figures,
  };
  return Response.json(
    { error },
    { status: refusal.status, headers: { "cache-control": "no-store", ...headers } },
  );
}
