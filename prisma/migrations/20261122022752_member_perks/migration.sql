-- CreateTable
CREATE TABLE "member_perks" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "wanted" TEXT,
    "given" TEXT,

    CONSTRAINT "member_perks_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateIndex
CREATE INDEX "member_perks_to_write" ON "member_perks"("shop", "holder_id") WHERE (wanted IS DISTINCT FROM given);
