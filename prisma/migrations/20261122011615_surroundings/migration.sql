-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "surroundings" JSON,
ADD COLUMN     "waiting_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "products" (
    "shop" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "type" TEXT,
    "vendor" TEXT,
    "tags" TEXT[],
    "collections" TEXT[],
    "read_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "products_pkey" PRIMARY KEY ("shop","product_id")
);

-- CreateTable
CREATE TABLE "catalogues" (
    "shop" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalogues_pkey" PRIMARY KEY ("shop")
);

-- CreateIndex
CREATE INDEX "orders_waiting" ON "orders"("shop", "waiting_since") WHERE (waiting_since IS NOT NULL);
