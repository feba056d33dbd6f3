-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "capture" TEXT,
ADD COLUMN     "capture_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "captured_lines" JSON,
ADD COLUMN     "captured_minor" BIGINT,
ADD COLUMN     "captured_points" BIGINT,
ADD COLUMN     "hold_id" UUID,
ADD COLUMN     "restored_points" BIGINT;

-- CreateIndex
CREATE INDEX "orders_of_hold" ON "orders"("shop", "hold_id") WHERE (hold_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "orders_to_look_at" ON "orders"("shop", "processed_at") WHERE (capture = ANY (ARRAY['late'::text, 'unmatched'::text]) AND capture_seen_at IS NULL);

-- ---------------------------------------------------------------------------
-- From here on by hand: what Prisma cannot say.
-- ---------------------------------------------------------------------------

-- What was captured is known whole or not at all, and never more comes back.
ALTER TABLE orders
    ADD CONSTRAINT orders_capture_known CHECK (capture IN ('captured', 'late', 'unmatched')),
    ADD CONSTRAINT orders_capture_names_its_hold CHECK (capture IS NULL OR hold_id IS NOT NULL),
    ADD CONSTRAINT orders_captured_whole CHECK (
        num_nulls(captured_points, captured_minor, captured_lines, restored_points) =
        CASE WHEN capture IN ('captured', 'late') THEN 0 ELSE 4 END),
    ADD CONSTRAINT orders_captured_not_negative CHECK (captured_points >= 0 AND captured_minor >= 0),
    ADD CONSTRAINT orders_restored_within CHECK (restored_points BETWEEN 0 AND captured_points);
