import type { HoldId, LineId, OrderId, ShopId } from "../domain/ids.ts";
import { minor, type Minor } from "../domain/money.ts";
import type { OrderCapture } from "../domain/order/order-capture.ts";
import type { Points } from "../domain/points.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Tx } from "./transaction.server.ts";

/** Columns of an order about its hold; all null for one that named none. */
export interface CaptureRow {
  hold_id: HoldId | null;
  capture: OrderCapture["kind"] | null;
  captured_points: Points | null;
  captured_minor: Minor | null;
  captured_lines: [string, string][] | null;
  restored_points: Points | null;
}

export const CAPTURE_COLUMNS =
  "hold_id, capture, captured_points, captured_minor, captured_lines, restored_points";

export function captureOf(row: CaptureRow): OrderCapture | null {
  const { hold_id: holdId, capture: kind } = row;
  if (holdId === null || kind === null) return null;
  if (kind === "unmatched") return { kind, holdId };
  const { captured_points: points, captured_minor: taken, restored_points: restored } = row;
  if (points === null || taken === null || restored === null || row.captured_lines === null)
    throw new Error(`what was captured of hold ${holdId} is not known whole`);
  const lines = row.captured_lines.map(([id, amount]) => ({
    lineId: id as LineId,
    minor: minor(BigInt(amount)),
  }));
  return { kind, holdId, points, minor: taken, lines, restored };
}

/**
 * Writes what came of the holds of orders that stand stored and locked. What the
 * merchant has seen stays seen as long as it is the same.
 */
export async function saveOrderCaptures(
  tx: Tx,
  shop: ShopId,
  captures: ReadonlyMap<OrderId, OrderCapture>,
): Promise<void> {
  if (captures.size === 0) return;
  const rows = [...captures].map(([orderId, capture]) => ({
    orderId,
    capture,
    taken: capture.kind === "unmatched" ? null : capture,
  }));
  await tx.query(
    `INSERT INTO orders (shop, order_id, ${CAPTURE_COLUMNS})
     SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[],
                              $7::json[], $8::bigint[])
     ON CONFLICT (shop, order_id) DO UPDATE
        SET hold_id = excluded.hold_id, capture = excluded.capture,
            captured_points = excluded.captured_points, captured_minor = excluded.captured_minor,
            captured_lines = excluded.captured_lines, restored_points = excluded.restored_points,
            capture_seen_at =
              CASE WHEN orders.capture = excluded.capture THEN orders.capture_seen_at END`,
    [
      shop,
      rows.map((row) => row.orderId),
      rows.map((row) => row.capture.holdId),
      rows.map((row) => row.capture.kind),
      arrayOf(rows.map((row) => row.taken?.points ?? null)),
      arrayOf(rows.map((row) => row.taken?.minor ?? null)),
      rows.map((row) =>
        row.taken
          ? JSON.stringify(row.taken.lines.map((one) => [one.lineId, String(one.minor)]))
          : null,
      ),
      arrayOf(rows.map((row) => row.taken?.restored ?? null)),
    ],
  );
}
