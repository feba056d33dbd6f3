-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "backfill_id" UUID,
ADD COLUMN     "backfill_version" INTEGER;

-- CreateTable
CREATE TABLE "imports" (
    "shop" TEXT NOT NULL,
    "import_id" UUID NOT NULL,
    "source_key" TEXT NOT NULL,
    "preview" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "format" TEXT,
    "options" JSON NOT NULL,
    "unused" JSON NOT NULL DEFAULT '[]',
    "created_by" TEXT NOT NULL,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "repeated" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "posted" INTEGER NOT NULL DEFAULT 0,
    "points_posted" BIGINT NOT NULL DEFAULT 0,
    "points_taken" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("shop","import_id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "shop" TEXT NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "row_key" BYTEA,
    "occurrence" INTEGER NOT NULL DEFAULT 1,
    "scope" UUID,
    "content" BYTEA,
    "customer_id" TEXT,
    "email" TEXT,
    "email_hash" TEXT,
    "points" BIGINT,
    "order_id" TEXT,
    "facts" JSON,
    "holder_id" UUID,
    "taken" BIGINT,
    "problem" JSON,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("shop","import_id","row")
);

-- CreateTable
CREATE TABLE "backfills" (
    "shop" TEXT NOT NULL,
    "backfill_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "program_version" INTEGER,
    "state" TEXT NOT NULL,
    "done_to" TIMESTAMPTZ(3),
    "orders" INTEGER NOT NULL DEFAULT 0,
    "adopted" INTEGER NOT NULL DEFAULT 0,
    "points" BIGINT NOT NULL DEFAULT 0,
    "points_taken" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfills_pkey" PRIMARY KEY ("shop","backfill_id")
);

-- CreateIndex
CREATE INDEX "imports_shop_created_at_idx" ON "imports"("shop", "created_at");

-- CreateIndex
CREATE INDEX "imports_to_do" ON "imports"("state") WHERE (state = ANY (ARRAY['matching'::text, 'posting'::text, 'undoing'::text]));

-- CreateIndex
CREATE UNIQUE INDEX "imports_by_source" ON "imports"("shop", "source_key") WHERE (NOT preview AND state <> 'undone'::text);

-- CreateIndex
CREATE INDEX "import_rows_to_match" ON "import_rows"("shop", "import_id", "row") WHERE (state = 'read'::text);

-- CreateIndex
CREATE INDEX "import_rows_to_post" ON "import_rows"("shop", "import_id", "customer_id", "row") WHERE (state = 'matched'::text);

-- CreateIndex
CREATE INDEX "import_rows_waiting" ON "import_rows"("shop", "email_hash") WHERE (state = 'waiting'::text);

-- CreateIndex
CREATE INDEX "import_rows_of_order" ON "import_rows"("shop", "order_id") WHERE (order_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "import_rows_shop_row_key_occurrence_scope_key" ON "import_rows"("shop", "row_key", "occurrence", "scope");

-- CreateIndex
CREATE INDEX "orders_of_backfill" ON "orders"("shop", "backfill_id", "order_id") WHERE (backfill_id IS NOT NULL);

ALTER TABLE imports
    ADD CONSTRAINT imports_state_known
        CHECK (state IN ('reading', 'matching', 'posting', 'done', 'undoing', 'undone'));

-- Whoever a row is about, a person's address stays no longer than it is needed.
ALTER TABLE import_rows
    ADD CONSTRAINT import_rows_state_known
        CHECK (state IN ('read', 'matched', 'waiting', 'posted', 'repeated', 'refused', 'undone', 'erased')),
    ADD CONSTRAINT import_rows_email_until_matched CHECK (email IS NULL OR state = 'read'),
    ADD CONSTRAINT import_rows_hash_while_waiting CHECK (email_hash IS NULL OR state IN ('read', 'waiting')),
    ADD CONSTRAINT import_rows_facts_until_posted
        CHECK (facts IS NULL OR state IN ('read', 'matched', 'waiting'));

ALTER TABLE backfills
    ADD CONSTRAINT backfills_state_known CHECK (state IN ('running', 'done', 'undoing', 'undone'));
