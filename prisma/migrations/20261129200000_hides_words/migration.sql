-- AlterTable
ALTER TABLE "User" ADD COLUMN     "hidesWords" BOOLEAN NOT NULL DEFAULT false;
