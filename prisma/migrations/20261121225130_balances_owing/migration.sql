-- CreateIndex
CREATE INDEX "balances_owing" ON "balances"("shop", "owed") WHERE (owed > 0);
