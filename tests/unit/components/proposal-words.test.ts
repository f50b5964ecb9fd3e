import { expect, test } from "@playwright/test";
import { noteWords, timeWords, whenWords } from "../../../components/proposals/proposal-words.ts";
import { english } from "../../../components/time/date-words.ts";
import { t } from "../messages/catalogs.ts";
import { item } from "./page-items.ts";

const reader = {
  ...{ timeZone: "UTC", today: "2026-11-25", hour12: false as const, locale: "en", words: english, usualMinutes: 60 },
  ...{ weekStart: "Monday" as const, hasSingleKeys: true, workingHours: [], mapService: "openstreetmap" as const },
};
const timed = (date: string, startTime: string, endDate: string, endTime: string) =>
  item({
    ...{ text: "Trip", date, startTime, endTime, ...(endDate !== date && { endDate }) },
    ...{ startsAt: `${date}T${startTime}:00Z`, endsAt: `${endDate}T${endTime}:00Z` },
  });

test("what lasts several days says its last one", () => {
  const days = item({ text: "Trip", date: "2026-12-01", endDate: "2026-12-03" });
  const long = timed("2026-12-01", "15:15", "2026-12-03", "17:15");
  const night = timed("2026-12-01", "22:00", "2026-12-02", "01:00");
  const each = [days, long, night, item({ text: "Day", date: "2026-12-01" })];
  expect(each.map((one) => whenWords(one, reader, t))).toEqual([
    "Tuesday 1 December to Thursday 3 December",
    "Tuesday 1 December, 15:15 to Thursday 3 December, 17:15",
    "Tuesday 1 December, 22:00 to 01:00",
    "Tuesday 1 December",
  ]);
  expect(each.map((one) => timeWords(one, reader, t))).toEqual([
    "Tuesday 1 December to Thursday 3 December",
    "Tuesday 1 December, 15:15 to Thursday 3 December, 17:15",
    "22:00 to 01:00",
    "",
  ]);
  const before = item({ text: "Trip", date: "2026-12-01" });
  expect(noteWords({ id: days.id, kind: "updated", item: days, before, touched: ["when"] }, reader, t)).toBe(
    "now Tuesday 1 December",
  );
});

test("a series says its rule, one of its dates does not", () => {
  const weekly = item({ text: "Gym", date: "2026-12-01", recurrence: "FREQ=WEEKLY", recurrenceText: "every Tuesday" });
  expect(whenWords(weekly, reader, t)).toBe("Tuesday 1 December, every Tuesday");
  expect(timeWords(weekly, reader, t)).toBe("every Tuesday");
  expect(whenWords({ ...weekly, occurrence: "2026-12-01" }, reader, t)).toBe("Tuesday 1 December");
});
