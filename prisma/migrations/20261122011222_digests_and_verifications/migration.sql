-- AlterTable
ALTER TABLE "balances" ADD COLUMN     "active_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "digests" (
    "shop" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "chains" BIGINT NOT NULL,
    "transfers" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("shop","number")
);

-- CreateTable
CREATE TABLE "digest_heads" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "digest_heads_pkey" PRIMARY KEY ("shop","holder_id","number")
);

-- CreateTable
CREATE TABLE "verifications" (
    "shop" TEXT NOT NULL,
    "verification_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "holders" BIGINT NOT NULL DEFAULT 0,
    "transfers" BIGINT NOT NULL DEFAULT 0,
    "difference" TEXT,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("shop","verification_id")
);

-- What the chains say of it so far.
UPDATE balances b SET active_at = t.at
  FROM (SELECT shop, holder_id, max(event_at) AS at FROM transfers
         WHERE code IN ('earn', 'capture', 'import') OR (code = 'adjust' AND credit = 'available')
         GROUP BY shop, holder_id) AS t
 WHERE (t.shop, t.holder_id) = (b.shop, b.holder_id);

-- A digest is worth something only while nobody can make another of it.
REVOKE UPDATE, DELETE ON digests, digest_heads FROM kopilka_app;
CREATE TRIGGER digests_append_only BEFORE UPDATE OR DELETE ON digests
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER digests_no_truncate BEFORE TRUNCATE ON digests
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER digest_heads_append_only BEFORE UPDATE OR DELETE ON digest_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER digest_heads_no_truncate BEFORE TRUNCATE ON digest_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

ALTER TABLE digests
    ADD CONSTRAINT digests_numbers CHECK (number > 0 AND chains >= 0 AND transfers >= 0),
    ADD CONSTRAINT digests_hashes CHECK (length(root) = 32 AND length(prev_hash) = 32 AND length(hash) = 32);
ALTER TABLE digest_heads
    ADD CONSTRAINT digest_heads_hashes CHECK (number > 0 AND seq > 0 AND length(hash) = 32);
