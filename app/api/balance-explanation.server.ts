import { z } from "zod";

import { isDated } from "../domain/days.ts";
import { pointsToJson, points } from "../domain/points.ts";
import type { BalancePart } from "../domain/why-balance.ts";
import type { WhyBalance } from "../services/why-balance.server.ts";

/* "Why this balance?" as the API tells it. */

const time = z.iso.datetime().meta({ description: "ISO 8601, in UTC." });
const pointCount = z.int().nonnegative();
const version = z.int().positive().nullable();
const orderId = z.string().nullable().meta({ description: "Shopify's numeric order id." });

const part = z.object({
  code: z.string().meta({ description: "Why points moved.", example: "capture" }),
  order_id: orderId,
  order_name: z.string().nullable(),
  points: z.int().meta({ description: "Below 0 where it took away." }),
  program_version: version,
  at: time,
});

export const balanceExplanationSchema = z.object({
  points: z.object({
    pending: pointCount,
    available: pointCount,
    held: pointCount,
    owed: pointCount,
  }),
  sources: z
    .array(
      z.object({
        lot: z.string().meta({ description: "Points credited together.", example: "order/5678" }),
        kind: z.enum(["order", "award", "adjustment", "import", "restored", "other"]),
        order_id: orderId,
        order_name: z.string().nullable(),
        award: z
          .string()
          .nullable()
          .meta({ description: "What it was given for.", example: "welcome" }),
        pending: pointCount,
        available: pointCount,
        held: pointCount,
        matures_at: time.nullable().meta({ description: "Null: once the order is sent." }),
        expires_at: time.nullable(),
        parts: z.array(part).meta({
          description: "They add up to what of the lot is pending, available and held.",
        }),
        program_version: version.meta({
          description: "The version by which the points were given.",
        }),
        explanation: z.unknown().meta({ description: "The lines, the rule and the arithmetic." }),
        reason: z.string().nullable().meta({
          description: "The text of an adjustment; null where there is none or it was erased.",
        }),
      }),
    )
    .meta({
      description: "In the order in which they are spent. They add up to what the member has.",
    }),
  owed: z.array(part).meta({ description: "They add up to what the member owes." }),
});

export function encodeBalanceExplanation({
  balance,
  sources,
  owed,
  orderNames,
}: WhyBalance): z.input<typeof balanceExplanationSchema> {
  const encodePart = ({ code, orderId, points: moved, programVersion, at }: BalancePart) => ({
    code,
    order_id: orderId,
    order_name: (orderId && orderNames.get(orderId)) ?? null,
    points: pointsToJson(points(moved)),
    program_version: programVersion,
    at: at.toISOString(),
  });
  return {
    points: {
      pending: pointsToJson(balance.pending),
      available: pointsToJson(balance.available),
      held: pointsToJson(balance.held),
      owed: pointsToJson(balance.owed),
    },
    sources: sources.map(({ lot, source, parts, programVersion, explanation, reason }) => {
      const order = "orderId" in source ? source.orderId : null;
      return {
        lot: lot.lotId,
        kind: source.kind,
        order_id: order,
        order_name: (order && orderNames.get(order)) ?? null,
        award: source.kind === "award" ? source.key : null,
        pending: pointsToJson(lot.pending),
        available: pointsToJson(lot.available),
        held: pointsToJson(lot.held),
        matures_at: isDated(lot.maturesAt) ? lot.maturesAt.toISOString() : null,
        expires_at: lot.expiresAt?.toISOString() ?? null,
        parts: parts.map(encodePart),
        program_version: programVersion,
        explanation,
        reason,
      };
    }),
    owed: owed.map(encodePart),
  };
}
