-- AlterTable
ALTER TABLE "User" ADD COLUMN     "mapService" TEXT;
