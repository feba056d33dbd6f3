import { pino, stdSerializers, type DestinationStream, type Logger } from "pino";

export type { Logger } from "pino";

/** Names under which personal data or secrets may turn up in something that is logged. */
const PRIVATE = new Set([
  "email",
  "phone",
  "first_name",
  "firstName",
  "last_name",
  "lastName",
  "address",
  "address1",
  "address2",
  "billing_address",
  "shipping_address",
  "note",
  "body",
  "payload",
  "customer",
  "ip",
  "token",
  "accessToken",
  "access_token",
  "refreshToken",
  "refresh_token",
  "id_token",
  "secret",
  "password",
  "authorization",
  "cookie",
  "hmac",
]);

/**
 * The one logger of a process: JSON lines on standard output. Ids, counts and outcomes belong
 * in a log; what leads to a person or opens a door is cut out here, should it slip in.
 * @param name which process this is: `web`, `worker`
 * @param destination for tests
 */
export function createLogger(
  options: { name: string; logLevel: string },
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      name: options.name,
      level: options.logLevel,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutPersonalData, error: withoutPersonalData },
      // Not pino's `redact`: its wildcards cost fifty times as much as the line itself.
      formatters: { level: (label) => ({ level: label }), log: cutPrivate },
    },
    destination ?? pino.destination({ sync: false }),
  );
}

function cutPrivate(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, PRIVATE.has(key) ? "[cut]" : inside(value)]),
  );
}

/** Plain objects and arrays are looked into; errors and other things have serializers. */
function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (value === null || typeof value !== "object") return value;
  const plain = Object.getPrototypeOf(value) === Object.prototype;
  return plain ? cutPrivate(value as Record<string, unknown>) : value;
}

/**
 * An error's kind, message and stack. Other fields are left out but for the names that help:
 * PostgreSQL quotes whole rows in `detail`, and a failed request carries its body.
 */
function withoutPersonalData(error: unknown): Record<string, unknown> {
  if (typeof error !== "object" || error === null) return { message: maskAddresses(String(error)) };
  const known = error instanceof Error ? ownWords(error) : {};
  // pg-boss hands on copies of errors, which are plain objects with the same fields.
  if (!(error instanceof Error) && "message" in error && typeof error.message === "string") {
    known["message"] = maskAddresses(error.message);
  }
  for (const name of ["code", "constraint", "table", "schema", "routine"]) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === "string") known[name] = value;
  }
  if ("cause" in error && error.cause !== undefined) {
    known["cause"] = withoutPersonalData(error.cause);
  }
  return known;
}

function ownWords(error: Error): Record<string, unknown> {
  const { type, message, stack } = stdSerializers.err(error);
  return {
    type,
    message: maskAddresses(message),
    ...(stack && { stack: maskAddresses(stack) }),
  };
}

const maskAddresses = (text: string) => text.replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[e-mail]");
