-- AlterTable
ALTER TABLE "member_perks" ADD COLUMN     "stamps" JSONB;
