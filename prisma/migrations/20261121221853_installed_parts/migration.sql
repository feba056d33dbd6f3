-- CreateTable
CREATE TABLE "installed_parts" (
    "shop" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "installation" TIMESTAMPTZ(3) NOT NULL,
    "shopify_id" TEXT,
    "problem" TEXT,
    "detail" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installed_parts_pkey" PRIMARY KEY ("shop","part")
);
