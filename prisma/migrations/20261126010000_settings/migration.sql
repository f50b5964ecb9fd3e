-- AlterTable
ALTER TABLE "User" ADD COLUMN     "defaultDurationMinutes" INTEGER,
ADD COLUMN     "locale" TEXT,
ADD COLUMN     "weekStart" TEXT,
ADD COLUMN     "workingHours" JSONB;

-- The same limits as in contract/limits.ts.
ALTER TABLE "User"
    ADD CONSTRAINT "User_weekStart_check" CHECK ("weekStart" IN ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')),
    ADD CONSTRAINT "User_defaultDurationMinutes_check" CHECK ("defaultDurationMinutes" BETWEEN 1 AND 1440),
    ADD CONSTRAINT "User_locale_check" CHECK (char_length("locale") BETWEEN 2 AND 85),
    ADD CONSTRAINT "User_workingHours_check" CHECK (jsonb_typeof("workingHours") = 'array' AND jsonb_array_length("workingHours") BETWEEN 1 AND 14);
