-- AlterTable
ALTER TABLE "holders" ADD COLUMN     "decided" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "review_secrets" (
    "shop" TEXT NOT NULL,
    "secret_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_secrets_pkey" PRIMARY KEY ("shop","secret_id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "shop" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "customer_id" TEXT,
    "email" TEXT,
    "email_hash" TEXT,
    "product_id" TEXT,
    "has_photo" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("shop","source","review_id")
);

-- CreateIndex
CREATE INDEX "review_secrets_valid" ON "review_secrets"("shop", "source") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "reviews_due" ON "reviews"("shop", "due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "reviews_of_customer" ON "reviews"("shop", "customer_id") WHERE (customer_id IS NOT NULL);

ALTER TABLE reviews
    ADD CONSTRAINT reviews_due_while_waiting CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
    -- Nobody waits for the address of what is settled.
    ADD CONSTRAINT reviews_email_while_waiting CHECK (email IS NULL OR state = 'waiting');
