-- Everybody counts as unplanned at first, and is planned for once more (docs/upgrades.md).
-- AlterTable
ALTER TABLE "User" ADD COLUMN     "plannedRev" INTEGER NOT NULL DEFAULT 0;
