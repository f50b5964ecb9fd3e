-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 0,
    "timeZone" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "userId" TEXT NOT NULL,
    "idHash" TEXT NOT NULL,
    "logtoSid" TEXT,
    "data" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("userId","idHash")
);

-- CreateTable
CREATE TABLE "Item" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "startTime" TEXT,
    "endDate" TEXT,
    "endTime" TEXT,
    "timeZone" TEXT,
    "notes" TEXT,
    "location" TEXT,
    "url" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "done" BOOLEAN NOT NULL DEFAULT false,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Item_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "Change" (
    "userId" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "door" TEXT NOT NULL,
    "clientId" TEXT,
    "conversation" TEXT,
    "items" JSONB,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("userId","rev")
);

-- CreateIndex
CREATE INDEX "Session_userId_logtoSid_idx" ON "Session"("userId", "logtoSid");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Item_userId_startsAt_date_id_idx" ON "Item"("userId", "startsAt", "date", "id");

-- CreateIndex
CREATE INDEX "Item_userId_endDate_idx" ON "Item"("userId", "endDate");

-- CreateIndex
CREATE INDEX "Item_deletedAt_idx" ON "Item"("deletedAt");

-- CreateIndex
CREATE INDEX "Change_userId_at_idx" ON "Change"("userId", "at");

-- CreateIndex
CREATE INDEX "Change_at_idx" ON "Change"("at");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- One rule for API, database and page: the limits of contract/limits.ts, in code points.
ALTER TABLE "Item"
    ADD CONSTRAINT "Item_text_check" CHECK (char_length("text") BETWEEN 1 AND 500),
    ADD CONSTRAINT "Item_notes_check" CHECK (char_length("notes") BETWEEN 1 AND 4000),
    ADD CONSTRAINT "Item_location_check" CHECK (char_length("location") BETWEEN 1 AND 300),
    ADD CONSTRAINT "Item_url_check" CHECK (char_length("url") BETWEEN 1 AND 2000),
    ADD CONSTRAINT "Item_tags_check" CHECK (cardinality("tags") <= 20 AND char_length(array_to_string("tags", '')) <= 1000),
    ADD CONSTRAINT "Item_date_check" CHECK ("date" ~ '^\d{4}-\d{2}-\d{2}$' AND "endDate" ~ '^\d{4}-\d{2}-\d{2}$' AND "endDate" > "date"),
    ADD CONSTRAINT "Item_time_check" CHECK ("startTime" ~ '^\d{2}:\d{2}$' AND "endTime" ~ '^\d{2}:\d{2}$' AND ("startTime" IS NOT NULL OR "endTime" IS NULL)),
    ADD CONSTRAINT "Item_zone_check" CHECK ("startTime" IS NOT NULL OR "timeZone" IS NULL),
    ADD CONSTRAINT "Item_instant_check" CHECK (("startTime" IS NULL) = ("startsAt" IS NULL) AND ("startsAt" IS NULL) = ("endsAt" IS NULL) AND "endsAt" >= "startsAt"),
    ADD CONSTRAINT "Item_version_check" CHECK ("version" >= 1);
