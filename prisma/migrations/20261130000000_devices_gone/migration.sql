-- AlterTable
ALTER TABLE "PushDevice" ADD COLUMN     "goneAt" TIMESTAMPTZ(3);
