-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "owner_company" TEXT;

-- CreateTable
CREATE TABLE "member_tiers" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "tier" TEXT,
    "since" TIMESTAMPTZ(3),
    "below_since" TIMESTAMPTZ(3),
    "falls_at" TIMESTAMPTZ(3),
    "falls_to" TEXT,
    "figure" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "check_at" TIMESTAMPTZ(3),
    "tag" TEXT,
    "tags_given" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "member_tiers_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateTable
CREATE TABLE "tier_pins" (
    "shop" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "tier" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tier_pins_pkey" PRIMARY KEY ("shop","source")
);

-- CreateIndex
CREATE INDEX "member_tiers_to_check" ON "member_tiers"("shop", "check_at", "holder_id") WHERE (check_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "member_tiers_by_version" ON "member_tiers"("shop", "version", "holder_id");

-- CreateIndex
CREATE INDEX "member_tiers_to_tag" ON "member_tiers"("shop", "holder_id") WHERE (tags_given <> CASE WHEN tag IS NULL THEN '{}'::text[] ELSE ARRAY[tag] END);

-- CreateIndex
CREATE INDEX "tier_pins_shop_holder_id_idx" ON "tier_pins"("shop", "holder_id");

-- CreateIndex
CREATE INDEX "orders_of_companies" ON "orders"("shop", "owner_company") WHERE (owner_company IS NOT NULL);
