-- CreateIndex
CREATE INDEX "orders_by_time" ON "orders"("shop", "processed_at", "order_id");

-- CreateIndex
CREATE INDEX "transfers_by_time" ON "transfers" USING BRIN ("recorded_at");
