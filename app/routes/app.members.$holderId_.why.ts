import type { LoaderFunctionArgs } from "@remix-run/node";

import type { Why } from "../components/member/why-balance.tsx";
import { readExplanation } from "../domain/explanation.ts";
import { holderId } from "../domain/ids.ts";
import type { BalancePart } from "../domain/why-balance.ts";
import { whyBalance } from "../services/why-balance.server.ts";
import { authenticateAdmin } from "../shopify/authenticate-admin.server.ts";

/** "Why this balance?" for a member's page, which asks for it when somebody does. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Why> {
  const { shop } = await authenticateAdmin(request, context.shopify);
  const id = params["holderId"] ?? "";
  const why = /^[0-9a-f-]{36}$/.test(id) ? await whyBalance(context.db, shop, holderId(id)) : null;
  if (!why) throw new Response(null, { status: 404 });
  const nameOf = (order: Parameters<typeof why.orderNames.get>[0] | null) =>
    order && (why.orderNames.get(order) ?? order);
  const part = ({ code, orderId, points }: BalancePart) => ({
    code,
    order: nameOf(orderId),
    points,
  });
  return {
    balance: why.balance,
    sources: why.sources.map(({ lot, source, parts, programVersion, explanation, reason }) => ({
      lotId: lot.lotId,
      kind: source.kind,
      order: "orderId" in source ? nameOf(source.orderId) : null,
      award: source.kind === "award" ? source.key : null,
      left: lot.pending + lot.available + lot.held,
      pending: lot.pending,
      maturesAt: lot.maturesAt,
      expiresAt: lot.expiresAt,
      parts: parts.map(part),
      programVersion,
      explanation: readExplanation(explanation),
      reason,
    })),
    owed: why.owed.map(part),
  };
}
