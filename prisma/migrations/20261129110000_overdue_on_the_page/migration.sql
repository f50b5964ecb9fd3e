-- AlterTable
ALTER TABLE "User" ADD COLUMN     "showOverdue" BOOLEAN;
