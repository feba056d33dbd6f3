-- DropIndex
DROP INDEX "holds_shop_code_key";

-- CreateIndex
CREATE UNIQUE INDEX "holds_code_of_open" ON "holds"("shop", "code") WHERE (state = ANY (ARRAY['active'::hold_state, 'clearing'::hold_state]));
