-- AlterTable
ALTER TABLE "User" ADD COLUMN     "firstSteps" TEXT[] DEFAULT ARRAY[]::TEXT[];
