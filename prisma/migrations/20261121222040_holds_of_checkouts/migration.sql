-- CreateEnum
CREATE TYPE "hold_end" AS ENUM ('shopper', 'expiry', 'replaced', 'refused', 'unanswered', 'merge');

-- DropIndex
DROP INDEX "holds_to_expire";

-- AlterTable
ALTER TABLE "holds" ADD COLUMN     "cleared_at" TIMESTAMPTZ(3),
ADD COLUMN     "code" TEXT NOT NULL,
ADD COLUMN     "ended_by" "hold_end";

-- CreateIndex
CREATE INDEX "holds_open" ON "holds"("shop", "holder_id") WHERE (state = ANY (ARRAY['active'::hold_state, 'clearing'::hold_state]));

-- CreateIndex
CREATE INDEX "holds_to_clear" ON "holds"("shop", "customer_id") WHERE (state <> 'active'::hold_state AND cleared_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "holds_shop_code_key" ON "holds"("shop", "code");

-- Letters and digits that nobody mistakes for each other; a hold that is being taken back says why.
ALTER TABLE holds
    ADD CONSTRAINT holds_code_readable CHECK (code ~ '^[2-9A-HJKMNP-TV-Z]{6}$'),
    ADD CONSTRAINT holds_clearing_why CHECK (state <> 'clearing' OR (ended_by IS NOT NULL AND clearing_since IS NOT NULL));
