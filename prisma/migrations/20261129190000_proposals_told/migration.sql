-- AlterTable
ALTER TABLE "PushDevice" ADD COLUMN     "tellsProposals" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Proposal" ADD COLUMN     "toldAt" TIMESTAMPTZ(3);
