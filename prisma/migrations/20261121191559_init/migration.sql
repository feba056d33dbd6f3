-- CreateEnum
CREATE TYPE "holder_kind" AS ENUM ('member', 'company');

-- CreateEnum
CREATE TYPE "member_status" AS ENUM ('guest', 'active', 'opted_out', 'frozen', 'erased');

-- CreateEnum
CREATE TYPE "account" AS ENUM ('pending', 'available', 'held', 'owed', 'issued', 'redeemed', 'expired', 'reversed', 'adjusted', 'uncollected');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('queued', 'done', 'dead');

-- CreateEnum
CREATE TYPE "hold_state" AS ENUM ('active', 'clearing', 'captured', 'released');

-- CreateTable
CREATE TABLE "shops" (
    "shop" TEXT NOT NULL,
    "name" TEXT,
    "currency" TEXT,
    "timezone" TEXT,
    "installed_at" TIMESTAMPTZ(3),
    "authorized_at" TIMESTAMPTZ(3),
    "scopes_at" TIMESTAMPTZ(3),
    "uninstalled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "access_token" TEXT NOT NULL,
    "user_id" BIGINT,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "account_owner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "email_verified" BOOLEAN DEFAULT false,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMP(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "shop" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("shop","token_id")
);

-- CreateTable
CREATE TABLE "program_versions" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT NOT NULL,

    CONSTRAINT "program_versions_pkey" PRIMARY KEY ("shop","version")
);

-- CreateTable
CREATE TABLE "holders" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "kind" "holder_kind" NOT NULL,
    "merged_into" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "holders_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateTable
CREATE TABLE "members" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "status" "member_status" NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateTable
CREATE TABLE "companies" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "company_id" TEXT NOT NULL,

    CONSTRAINT "companies_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "shop" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customers_pkey" PRIMARY KEY ("shop","customer_id")
);

-- CreateTable
CREATE TABLE "balances" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "available" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "owed" BIGINT NOT NULL DEFAULT 0,
    "chain_seq" BIGINT NOT NULL DEFAULT 0,
    "chain_hash" BYTEA NOT NULL,

    CONSTRAINT "balances_pkey" PRIMARY KEY ("shop","holder_id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "debit" "account" NOT NULL,
    "credit" "account" NOT NULL,
    "amount" BIGINT NOT NULL,
    "lot_id" TEXT,
    "matures_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "order_id" TEXT,
    "program_version" INTEGER,
    "explanation" JSON NOT NULL,
    "note_hash" BYTEA,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("shop","holder_id","seq")
);

-- CreateTable
CREATE TABLE "lot_uses" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "line" SMALLINT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "account" "account" NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "lot_uses_pkey" PRIMARY KEY ("shop","holder_id","seq","line")
);

-- CreateTable
CREATE TABLE "lots" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "lot_id" TEXT NOT NULL,
    "matures_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "pending" BIGINT NOT NULL DEFAULT 0,
    "available" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "expired" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "lots_pkey" PRIMARY KEY ("shop","holder_id","lot_id")
);

-- CreateTable
CREATE TABLE "notes" (
    "shop" TEXT NOT NULL,
    "note_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "note_hash" BYTEA NOT NULL,
    "salt" BYTEA NOT NULL,
    "text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("shop","note_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT,
    "customer_id" TEXT,
    "guest_hash" TEXT,
    "claimed_by" TEXT,
    "updated_at" TIMESTAMPTZ(3),
    "processed_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" TEXT,
    "facts" JSON,
    "refunds" JSON NOT NULL DEFAULT '[]',
    "refetch_reason" TEXT,
    "refetch_since" TIMESTAMPTZ(3),
    "program_version" INTEGER,
    "award" BIGINT,
    "target" BIGINT,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop","order_id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "shop" TEXT NOT NULL,
    "delivery_id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "body_hmac" BYTEA NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "order_id" TEXT,
    "facts" JSON,
    "body" BYTEA,
    "state" "delivery_state" NOT NULL DEFAULT 'queued',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("shop","delivery_id")
);

-- CreateTable
CREATE TABLE "holds" (
    "shop" TEXT NOT NULL,
    "hold_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "state" "hold_state" NOT NULL,
    "points" BIGINT NOT NULL,
    "money_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "clearing_since" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "order_id" TEXT,
    "captured_points" BIGINT,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("shop","hold_id")
);

-- CreateTable
CREATE TABLE "sync_cursors" (
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "done_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_cursors_pkey" PRIMARY KEY ("shop","name")
);

-- CreateTable
CREATE TABLE "data_exports" (
    "shop" TEXT NOT NULL,
    "export_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_exports_pkey" PRIMARY KEY ("shop","export_id")
);

-- CreateIndex
CREATE INDEX "sessions_shop_idx" ON "sessions"("shop");

-- CreateIndex
CREATE INDEX "program_versions_shop_published_at_idx" ON "program_versions"("shop", "published_at");

-- CreateIndex
CREATE INDEX "holders_shop_merged_into_idx" ON "holders"("shop", "merged_into");

-- CreateIndex
CREATE UNIQUE INDEX "companies_shop_company_id_key" ON "companies"("shop", "company_id");

-- CreateIndex
CREATE INDEX "customers_shop_holder_id_idx" ON "customers"("shop", "holder_id");

-- CreateIndex
CREATE INDEX "transfers_of_order" ON "transfers"("shop", "order_id") WHERE (order_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "transfers_shop_key_key" ON "transfers"("shop", "key");

-- CreateIndex
CREATE INDEX "lots_to_mature" ON "lots"("shop", "matures_at") WHERE (pending > 0);

-- CreateIndex
CREATE INDEX "lots_to_expire" ON "lots"("shop", "expires_at") WHERE (available > 0 AND expires_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "notes_shop_holder_id_idx" ON "notes"("shop", "holder_id");

-- CreateIndex
CREATE INDEX "notes_shop_note_hash_idx" ON "notes"("shop", "note_hash");

-- CreateIndex
CREATE INDEX "orders_shop_customer_id_idx" ON "orders"("shop", "customer_id");

-- CreateIndex
CREATE INDEX "orders_of_guests" ON "orders"("shop", "guest_hash") WHERE (guest_hash IS NOT NULL AND customer_id IS NULL AND claimed_by IS NULL);

-- CreateIndex
CREATE INDEX "orders_claimed" ON "orders"("shop", "claimed_by") WHERE (claimed_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "orders_to_refetch" ON "orders"("shop", "refetch_since") WHERE (refetch_since IS NOT NULL);

-- CreateIndex
CREATE INDEX "deliveries_queued" ON "deliveries"("next_attempt_at", "delivery_id") WHERE (state = 'queued'::delivery_state);

-- CreateIndex
CREATE INDEX "deliveries_queued_of_shop" ON "deliveries"("shop", "next_attempt_at", "delivery_id") WHERE (state = 'queued'::delivery_state);

-- CreateIndex
CREATE INDEX "deliveries_dead" ON "deliveries"("shop", "delivery_id") WHERE (state = 'dead'::delivery_state);

-- CreateIndex
CREATE INDEX "deliveries_of_order" ON "deliveries"("shop", "order_id") WHERE (body IS NOT NULL OR facts IS NOT NULL);

-- CreateIndex
CREATE INDEX "deliveries_with_body" ON "deliveries"("processed_at") WHERE (body IS NOT NULL AND state = 'done'::delivery_state);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_shop_topic_webhook_id_body_hmac_key" ON "deliveries"("shop", "topic", "webhook_id", "body_hmac");

-- CreateIndex
CREATE INDEX "holds_to_expire" ON "holds"("shop", "expires_at") WHERE (state = ANY (ARRAY['active'::hold_state, 'clearing'::hold_state]));

-- CreateIndex
CREATE UNIQUE INDEX "holds_one_active" ON "holds"("shop", "holder_id") WHERE (state = 'active'::hold_state);

-- AddForeignKey
ALTER TABLE "holders" ADD CONSTRAINT "holders_shop_merged_into_fkey" FOREIGN KEY ("shop", "merged_into") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_shop_holder_id_fkey" FOREIGN KEY ("shop", "holder_id") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "companies" ADD CONSTRAINT "companies_shop_holder_id_fkey" FOREIGN KEY ("shop", "holder_id") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_shop_holder_id_fkey" FOREIGN KEY ("shop", "holder_id") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "balances" ADD CONSTRAINT "balances_shop_holder_id_fkey" FOREIGN KEY ("shop", "holder_id") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_shop_holder_id_fkey" FOREIGN KEY ("shop", "holder_id") REFERENCES "holders"("shop", "holder_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- ---------------------------------------------------------------------------
-- From here on by hand: what Prisma cannot say.
-- ---------------------------------------------------------------------------

-- No account is ever below zero, and nobody owes points while having some.
ALTER TABLE balances
    ADD CONSTRAINT balances_pending_not_negative CHECK (pending >= 0),
    ADD CONSTRAINT balances_available_not_negative CHECK (available >= 0),
    ADD CONSTRAINT balances_held_not_negative CHECK (held >= 0),
    ADD CONSTRAINT balances_owed_not_negative CHECK (owed >= 0),
    ADD CONSTRAINT balances_owed_repaid_first CHECK (NOT (owed > 0 AND available > 0)),
    ADD CONSTRAINT balances_chain_seq_not_negative CHECK (chain_seq >= 0);

-- A reschedule moves a lot's dates and no points, so its two accounts are the same.
ALTER TABLE transfers
    ADD CONSTRAINT transfers_seq_from_one CHECK (seq >= 1),
    ADD CONSTRAINT transfers_amount_positive CHECK (amount > 0),
    ADD CONSTRAINT transfers_two_accounts CHECK (debit <> credit OR code = 'reschedule');

ALTER TABLE lot_uses
    ADD CONSTRAINT lot_uses_amount_positive CHECK (amount > 0);

ALTER TABLE lots
    ADD CONSTRAINT lots_pending_not_negative CHECK (pending >= 0),
    ADD CONSTRAINT lots_available_not_negative CHECK (available >= 0),
    ADD CONSTRAINT lots_held_not_negative CHECK (held >= 0),
    ADD CONSTRAINT lots_expired_not_negative CHECK (expired >= 0);

ALTER TABLE holds
    ADD CONSTRAINT holds_points_positive CHECK (points > 0),
    ADD CONSTRAINT holds_money_not_negative CHECK (money_minor >= 0),
    ADD CONSTRAINT holds_captured_within CHECK (captured_points BETWEEN 0 AND points);

ALTER TABLE holders
    ADD CONSTRAINT holders_not_into_itself CHECK (merged_into <> holder_id);

ALTER TABLE program_versions
    ADD CONSTRAINT program_versions_from_one CHECK (version >= 1);

-- A balance is updated by every posting and has no index but its key: with room in the page
-- the new row stays beside the old one and the key needs no new entry.
ALTER TABLE balances SET (fillfactor = 80);

-- A raw body is written once, read once and removed after 30 days: lz4 where the server has
-- it, else uncompressed, because pglz costs more than it saves on that road.
DO $$
BEGIN
    ALTER TABLE deliveries ALTER COLUMN body SET COMPRESSION lz4;
    ALTER TABLE deliveries ALTER COLUMN facts SET COMPRESSION lz4;
EXCEPTION
    WHEN feature_not_supported THEN
        ALTER TABLE deliveries ALTER COLUMN body SET STORAGE EXTERNAL;
END
$$;

-- The ledger is append-only. Rights keep the app's role out; these triggers keep out everyone
-- else too, the owner of the tables included. Only shop/redact deletes, in a role of its own.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'kopilka_redact' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'A correction is a new transfer.';
END
$$;

CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE ON transfers
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER transfers_no_truncate BEFORE TRUNCATE ON transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER lot_uses_append_only BEFORE UPDATE OR DELETE ON lot_uses
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER lot_uses_no_truncate BEFORE TRUNCATE ON lot_uses
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

-- What earlier orders earned is reckoned from the version that they came under.
CREATE FUNCTION refuse_program_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'kopilka_redact' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a published program version stays as it is: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'A change is a new version.';
END
$$;

CREATE TRIGGER program_versions_immutable BEFORE UPDATE OR DELETE ON program_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_program_change();
CREATE TRIGGER program_versions_no_truncate BEFORE TRUNCATE ON program_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_program_change();

-- The roles belong to the whole cluster: another database of it may have made them, or may be
-- making them at this moment.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['kopilka_app', 'kopilka_redact'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'SET') THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', wanted, current_user);
            EXCEPTION
                WHEN unique_violation THEN NULL;
            END;
        END IF;
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO kopilka_app, kopilka_redact;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kopilka_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kopilka_app;
REVOKE UPDATE, DELETE ON transfers, lot_uses, program_versions FROM kopilka_app;

GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO kopilka_redact;

-- Tables of later migrations.
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kopilka_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO kopilka_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, DELETE ON TABLES TO kopilka_redact;

-- Prisma's own record of what was applied is nobody's to change but the migration command's.
DO $$
BEGIN
    IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM kopilka_app;
        REVOKE DELETE ON _prisma_migrations FROM kopilka_redact;
    END IF;
END
$$;
