-- CreateTable
CREATE TABLE "Answer" (
    "userId" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Answer_pkey" PRIMARY KEY ("userId","keyHash")
);

-- CreateIndex
CREATE INDEX "Answer_at_idx" ON "Answer"("at");

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- No answer is longer than what an assistant takes (contract/limits.ts, answerCharacters), and no fingerprint than SHA-256.
ALTER TABLE "Answer"
    ADD CONSTRAINT "Answer_hash_check" CHECK (char_length("keyHash") = 43 AND char_length("inputHash") = 43),
    ADD CONSTRAINT "Answer_body_check" CHECK (char_length("body") <= 100000);
