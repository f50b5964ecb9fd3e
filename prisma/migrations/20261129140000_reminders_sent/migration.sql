-- CreateTable
CREATE TABLE "DueReminder" (
    "userId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "reminder" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "DueReminder_pkey" PRIMARY KEY ("userId","itemId","occurrence","reminder")
);

-- CreateTable
CREATE TABLE "ReminderPlan" (
    "userId" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "ReminderPlan_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "PushDevice" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sessionHash" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "isDiscreet" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "reachedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PushDevice_pkey" PRIMARY KEY ("userId","id")
);

-- CreateIndex
CREATE INDEX "DueReminder_sentAt_dueAt_idx" ON "DueReminder"("sentAt", "dueAt");

-- CreateIndex
CREATE INDEX "ReminderPlan_until_idx" ON "ReminderPlan"("until");

-- CreateIndex
CREATE INDEX "PushDevice_userId_sessionHash_idx" ON "PushDevice"("userId", "sessionHash");

-- CreateIndex
CREATE INDEX "PushDevice_id_idx" ON "PushDevice"("id");

-- AddForeignKey
ALTER TABLE "DueReminder" ADD CONSTRAINT "DueReminder_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ReminderPlan" ADD CONSTRAINT "ReminderPlan_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "PushDevice" ADD CONSTRAINT "PushDevice_userId_sessionHash_fkey" FOREIGN KEY ("userId", "sessionHash") REFERENCES "Session"("userId", "idHash") ON DELETE CASCADE ON UPDATE NO ACTION;
