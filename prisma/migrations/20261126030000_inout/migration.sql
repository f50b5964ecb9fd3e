-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "imported" JSONB;

ALTER TABLE "Item"
    ADD CONSTRAINT "Item_imported_check" CHECK ("imported" IS NULL OR (jsonb_typeof("imported") = 'object' AND char_length("imported" ->> 'uid') BETWEEN 1 AND 400));

-- CreateTable
CREATE TABLE "Subscription" (
    "userId" TEXT NOT NULL,
    "secretHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
