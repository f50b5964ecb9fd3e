-- AlterTable
ALTER TABLE "User" ADD COLUMN     "newPrograms" TEXT;

-- CreateTable
CREATE TABLE "Program" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "name" TEXT,
    "level" TEXT NOT NULL,
    "deletes" BOOLEAN NOT NULL DEFAULT true,
    "hiddenTags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disconnectedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Program_pkey" PRIMARY KEY ("userId","id")
);

-- AddForeignKey
ALTER TABLE "Program" ADD CONSTRAINT "Program_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Programs that have written are known from the ledger, and go on as they did.
INSERT INTO "Program" ("userId", "id", "door", "name", "level", "since", "lastUsedAt")
SELECT "userId", coalesce("clientId", door), (array_agg(door ORDER BY rev DESC))[1],
    (array_agg("clientName" ORDER BY rev DESC) FILTER (WHERE "clientName" IS NOT NULL))[1], 'writes', min(at), max(at)
FROM "Change" WHERE door <> 'web' GROUP BY 1, 2;
