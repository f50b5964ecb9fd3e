-- AlterTable
ALTER TABLE "Change" ADD COLUMN     "settings" JSONB,
ADD COLUMN     "undoes" INTEGER[];

-- CreateIndex
CREATE INDEX "Item_userId_deletedAt_id_idx" ON "Item"("userId", "deletedAt", "id");

-- CreateIndex
CREATE INDEX "Change_userId_conversation_rev_idx" ON "Change"("userId", "conversation", "rev");

-- CreateIndex
CREATE INDEX "Change_userId_undoes_idx" ON "Change"("userId", "undoes");


-- An undo takes back at least one change, and no more than the index can hold in one entry (limits.undoMost).
ALTER TABLE "Change" ADD CONSTRAINT "Change_undoes_check" CHECK (cardinality("undoes") BETWEEN 1 AND 500);
