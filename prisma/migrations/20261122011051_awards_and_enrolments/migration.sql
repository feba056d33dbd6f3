-- AlterTable
ALTER TABLE "members" ADD COLUMN     "birth_day" SMALLINT,
ADD COLUMN     "birth_month" SMALLINT,
ADD COLUMN     "birthday_set_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "enrolments" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "member_status" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT NOT NULL,
    "consent" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("shop","holder_id","number")
);

-- CreateTable
CREATE TABLE "awards" (
    "shop" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "award_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "program_version" INTEGER NOT NULL,
    "points" BIGINT NOT NULL,
    "uncollected" BIGINT NOT NULL DEFAULT 0,
    "from_expired" BIGINT NOT NULL DEFAULT 0,
    "lot_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "awards_pkey" PRIMARY KEY ("shop","holder_id","award_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "awards_shop_lot_id_key" ON "awards"("shop", "lot_id");

-- CreateIndex
CREATE INDEX "members_by_birthday" ON "members"("shop", "birth_month", "birth_day", "holder_id") WHERE (birth_month IS NOT NULL);

ALTER TABLE members
    ADD CONSTRAINT members_birthday_whole
        CHECK ((birth_month IS NULL) = (birth_day IS NULL)
           AND (birth_month IS NULL) = (birthday_set_at IS NULL)),
    ADD CONSTRAINT members_birthday_a_day
        CHECK (birth_month BETWEEN 1 AND 12 AND birth_day BETWEEN 1 AND 31);

ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_from_one CHECK (number >= 1),
    ADD CONSTRAINT enrolments_decision CHECK (status IN ('active', 'opted_out', 'frozen'));

ALTER TABLE awards
    ADD CONSTRAINT awards_points_not_negative CHECK (points >= 0),
    ADD CONSTRAINT awards_uncollected_not_negative CHECK (uncollected >= 0),
    ADD CONSTRAINT awards_from_expired_not_negative CHECK (from_expired >= 0);
