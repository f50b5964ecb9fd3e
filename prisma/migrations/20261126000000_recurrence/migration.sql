-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "exceptions" JSONB,
ADD COLUMN     "reachFrom" TEXT,
ADD COLUMN     "reachTo" TEXT,
ADD COLUMN     "recurrence" TEXT;

-- CreateIndex. Of single items both ends are null, which no range of dates meets: so a window finds the series that can reach into
-- it, and nothing else is read.
CREATE INDEX "Item_userId_reachFrom_reachTo_idx" ON "Item"("userId", "reachFrom", "reachTo");

-- A series has a reach and only a series has exceptions. A series itself is never done: its occurrences are.
ALTER TABLE "Item"
    ADD CONSTRAINT "Item_recurrence_check" CHECK (char_length("recurrence") BETWEEN 1 AND 2000),
    ADD CONSTRAINT "Item_exceptions_check" CHECK ("exceptions" IS NULL OR ("recurrence" IS NOT NULL AND jsonb_typeof("exceptions") = 'object')),
    ADD CONSTRAINT "Item_reach_check" CHECK (("recurrence" IS NULL) = ("reachFrom" IS NULL) AND ("reachFrom" IS NULL) = ("reachTo" IS NULL) AND "reachTo" >= "reachFrom"),
    ADD CONSTRAINT "Item_series_check" CHECK ("recurrence" IS NULL OR NOT "done");
