-- AlterTable
ALTER TABLE "Change" ADD COLUMN     "clientName" TEXT;
