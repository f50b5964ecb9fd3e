-- Both come with PostgreSQL and are trusted: whoever may create in this database may add them. Where that is not so (some managed
-- databases list what is allowed), let the database's owner run these two lines first; they then do nothing here.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The app writes what items are found by, by rules that SQL does not have. It fills this in for what is there at its next start, and
-- for one person at once when that person searches before it got there: searchVersion 0 says that it has yet to be done.
ALTER TABLE "Item" ADD COLUMN "searchText" TEXT NOT NULL DEFAULT '';
ALTER TABLE "User" ADD COLUMN "searchVersion" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "User" ALTER COLUMN "searchVersion" SET DEFAULT 1;

-- CreateIndex. Both columns, so that one person's search never walks through what others wrote. Without the list of pending entries:
-- every search would read it through, which was measured to cost four times the search itself and to save the writer nothing.
-- varchar_ops is text_ops by another name: Prisma cannot say that an index of this kind takes a text column's own default.
CREATE INDEX "Item_userId_searchText_idx" ON "Item" USING GIN ("userId" varchar_ops, "searchText" gin_trgm_ops) WITH (fastupdate = off);
