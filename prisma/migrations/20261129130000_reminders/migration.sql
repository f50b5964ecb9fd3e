-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "reminders" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "timedReminders" JSONB,
ADD COLUMN     "allDayReminders" JSONB;

-- As contract/reminder-times.ts writes them, one to a line; their number as in contract/limits.ts.
ALTER TABLE "Item"
    ADD CONSTRAINT "Item_reminders_check" CHECK (
        cardinality("reminders") <= 5
        AND array_position("reminders", NULL) IS NULL
        AND array_position("reminders", '') IS NULL
        AND array_to_string("reminders", E'\n') ~ '^((^|\n)(\d{1,5}[mhdw]|\d{1,2}d \d{2}:\d{2}))*$'
    );
