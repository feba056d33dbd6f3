-- Whatever has to be done gets a table of its own. A delivery that is processed was an update of
-- a wide row with four entries in indexes; now a narrow row goes, and the delivery stays untouched.

-- CreateTable
CREATE TABLE "delivery_queue" (
    "shop" TEXT NOT NULL,
    "delivery_id" BIGINT NOT NULL,
    "facts" JSON,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "goes_first" BOOLEAN NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "delivery_queue_pkey" PRIMARY KEY ("shop","delivery_id")
);

-- Rows come and go: the table stays small only if it is swept often.
ALTER TABLE delivery_queue SET (autovacuum_vacuum_scale_factor = 0.02);
DO $$
BEGIN
    ALTER TABLE delivery_queue ALTER COLUMN facts SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported THEN NULL;
END
$$;

INSERT INTO delivery_queue (shop, delivery_id, facts, received_at, goes_first, due_at, attempts, last_error)
SELECT shop, delivery_id, facts, received_at, false,
       CASE WHEN state = 'queued' THEN next_attempt_at END, attempts, last_error
FROM deliveries WHERE state <> 'done';

-- CreateIndex
CREATE INDEX "delivery_queue_due" ON "delivery_queue"("goes_first" DESC, "due_at", "delivery_id") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "delivery_queue_due_of_shop" ON "delivery_queue"("shop", "goes_first" DESC, "due_at", "delivery_id") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "delivery_queue_dead" ON "delivery_queue"("shop", "delivery_id") WHERE (due_at IS NULL);

-- DropIndex
DROP INDEX "deliveries_dead", "deliveries_of_order", "deliveries_queued", "deliveries_queued_of_shop", "deliveries_with_body";

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN "body_since" TIMESTAMPTZ(3);
UPDATE deliveries SET body_since = greatest(received_at, processed_at);
ALTER TABLE "deliveries" ALTER COLUMN "body_since" SET NOT NULL,
DROP COLUMN "attempts",
DROP COLUMN "facts",
DROP COLUMN "last_error",
DROP COLUMN "next_attempt_at",
DROP COLUMN "processed_at",
DROP COLUMN "state";

-- DropEnum
DROP TYPE "delivery_state";

-- CreateIndex
CREATE INDEX "deliveries_of_order" ON "deliveries"("shop", "order_id") WHERE (order_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "deliveries_with_body" ON "deliveries"("body_since") WHERE (body IS NOT NULL);
