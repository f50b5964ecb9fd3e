-- AlterTable
ALTER TABLE "User" ADD COLUMN     "newDeletes" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "newHiddenTags" TEXT[] DEFAULT ARRAY[]::TEXT[];
