-- CreateTable
CREATE TABLE "Look" (
    "userId" TEXT NOT NULL,
    "keptRev" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "looks" JSONB NOT NULL DEFAULT '[]',
    "marks" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Look_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "Look" ADD CONSTRAINT "Look_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What was written before there were looks has been shown once: it counts as kept.
INSERT INTO "Look" ("userId", "keptRev") SELECT id, rev FROM "User";
