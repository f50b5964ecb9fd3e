-- CreateTable
CREATE TABLE "Proposal" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "program" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "clientId" TEXT,
    "clientName" TEXT,
    "conversation" TEXT,
    "operation" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "inputHash" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "settings" JSONB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "rev" INTEGER,
    "reason" TEXT,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("userId","id")
);

-- CreateIndex
CREATE INDEX "Proposal_userId_state_at_idx" ON "Proposal"("userId", "state", "at");

-- CreateIndex
CREATE INDEX "Proposal_at_idx" ON "Proposal"("at");

-- AddForeignKey
ALTER TABLE "Proposal" ADD CONSTRAINT "Proposal_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
