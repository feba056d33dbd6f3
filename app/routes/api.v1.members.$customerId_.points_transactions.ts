import { decodeCursor, encodeCursor } from "../api/cursor.server.ts";
import { encodeTransaction } from "../api/encode.server.ts";
import { customerIdParam, idempotencyKey } from "../api/params.server.ts";
import { checkBody, checkQuery, readJson } from "../api/read-request.server.ts";
import { ApiRefusal, badRequest, notFound, unprocessable } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import {
  adjustmentSchema,
  pageQuerySchema,
  transactionPageSchema,
  transactionSchema,
} from "../api/schemas.server.ts";
import type { CustomerId } from "../domain/ids.ts";
import { points } from "../domain/points.ts";
import { adjustPoints } from "../services/adjust-points.server.ts";
import { listPointsTransactions } from "../services/list-points-transactions.server.ts";

const unknownMember = (customer: CustomerId) =>
  notFound("unknown_member", `No member has the customer id ${customer}`);

const handle = apiRoute({
  async GET({ caller, request, params, context }) {
    const customer = customerIdParam(params);
    const { limit, after } = checkQuery(pageQuerySchema, request);
    const page = await listPointsTransactions(context.db, caller.shop, customer, {
      limit,
      after: after === undefined ? null : decodeCursor(after),
    });
    switch (page.kind) {
      case "unknown_member":
        throw unknownMember(customer);
      case "stale_cursor":
        throw badRequest("after", "belongs to another history; begin again without it");
      case "ok":
        return answer(transactionPageSchema, {
          data: page.transactions.map(encodeTransaction),
          next_cursor: page.next && encodeCursor(page.next),
        });
    }
  },

  async POST({ caller, request, params, context, now }) {
    const customer = customerIdParam(params);
    const key = idempotencyKey(request);
    const asked = checkBody(adjustmentSchema, await readJson(request));
    const { reason } = asked;
    const outcome = await adjustPoints(
      context.db,
      {
        shop: caller.shop,
        customerId: customer,
        points: points(BigInt(asked.points)),
        reason,
        key,
        actor: `api:${caller.tokenId}`,
      },
      now,
    );
    switch (outcome.kind) {
      case "posted":
      case "replayed":
        return answer(transactionSchema, encodeTransaction({ ...outcome.transfer, reason }), {
          status: outcome.kind === "posted" ? 201 : 200,
        });
      case "unknown_member":
        throw unknownMember(customer);
      case "not_enough_points": {
        const message = `points takes more than the ${outcome.available} available`;
        throw unprocessable("not_enough_points", message, "points");
      }
      case "key_reused": {
        const message = "Idempotency-Key was used before, for another adjustment";
        throw new ApiRefusal(409, "idempotency_key_reused", message, { field: "Idempotency-Key" });
      }
    }
  },
});

export const loader = handle;
export const action = handle;
