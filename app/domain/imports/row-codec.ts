import type { ImportRow, RowFacts } from "./row.ts";

/** What of a row waits in a JSON column until it is posted: only what it says. */
interface EncodedFacts {
  readonly applied?: string;
  readonly approved?: string;
  readonly revoked?: string;
  readonly expires?: string;
  readonly birthday?: readonly [month: number, day: number];
  readonly tier?: string;
  readonly note?: string;
}

export function encodeRowFacts(facts: RowFacts): EncodedFacts | null {
  const { appliedAt, approvedAt, revokedAt, expiresAt, birthday, tier, note } = facts;
  const encoded = {
    ...(appliedAt && { applied: appliedAt.toISOString() }),
    ...(approvedAt && { approved: approvedAt.toISOString() }),
    ...(revokedAt && { revoked: revokedAt.toISOString() }),
    ...(expiresAt && { expires: expiresAt.toISOString() }),
    ...(birthday && { birthday: [birthday.month, birthday.day] as const }),
    ...(tier !== null && { tier }),
    ...(note !== null && { note }),
  };
  return Object.keys(encoded).length === 0 ? null : encoded;
}

/** @param json what `encodeRowFacts` made */
export function decodeRowFacts(json: unknown): RowFacts {
  const facts = (json ?? {}) as EncodedFacts;
  const moment = (text: string | undefined) => (text === undefined ? null : new Date(text));
  const { birthday } = facts;
  return {
    appliedAt: moment(facts.applied),
    approvedAt: moment(facts.approved),
    revokedAt: moment(facts.revoked),
    expiresAt: moment(facts.expires),
    birthday: birthday ? { month: birthday[0], day: birthday[1] } : null,
    tier: facts.tier ?? null,
    note: facts.note ?? null,
  };
}

/** A row's content in one text, the same for the same content, for its keyed hash. */
export function canonicalRow({ customerId, email, points, orderId, facts }: ImportRow): string {
  return JSON.stringify([
    customerId,
    email,
    points === null ? null : String(points),
    orderId,
    encodeRowFacts(facts),
  ]);
}
