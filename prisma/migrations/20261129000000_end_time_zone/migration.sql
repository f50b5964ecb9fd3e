-- AlterTable
ALTER TABLE "Item" ADD COLUMN "endTimeZone" TEXT;

-- An end may be in another zone than its start (a flight), and then on the day before it where the date line is crossed.
ALTER TABLE "Item" DROP CONSTRAINT "Item_date_check";
ALTER TABLE "Item"
    ADD CONSTRAINT "Item_date_check" CHECK ("date" ~ '^\d{4}-\d{2}-\d{2}$' AND "endDate" ~ '^\d{4}-\d{2}-\d{2}$' AND ("endDate" > "date" OR ("endTimeZone" IS NOT NULL AND "endDate" <> "date"))),
    ADD CONSTRAINT "Item_end_zone_check" CHECK ("endTimeZone" IS NULL OR ("endTime" IS NOT NULL AND "timeZone" IS NOT NULL AND "endTimeZone" <> "timeZone"));
