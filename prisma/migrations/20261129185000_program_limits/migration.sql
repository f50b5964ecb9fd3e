-- AlterTable
ALTER TABLE "Program" ADD COLUMN     "changesSeries" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "outsideHours" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "newChangesSeries" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "newOutsideHours" BOOLEAN NOT NULL DEFAULT true;
