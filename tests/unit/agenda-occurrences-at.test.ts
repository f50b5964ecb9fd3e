import { expect, test } from "@playwright/test";
import type { StoredItem } from "../../agenda/item-content.ts";
import { settleNew } from "../../agenda/item-rules.ts";
import { occurrencesAt } from "../../agenda/occurrences-at.ts";
import type { SeriesException } from "../../agenda/series.ts";
import type { NewItem } from "../../contract/item.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = (moment: string, hours = 1) => {
  const startsAtMs = Date.parse(moment);
  return { startsAtMs, endsAtMs: startsAtMs + hours * hourMs };
};

const daily = (
  input: Partial<NewItem>,
  exceptions: Record<string, SeriesException> | null = null,
  id = "daily",
): StoredItem => ({
  ...settleNew({ text: "x", date: "1900-01-01", recurrence: "FREQ=DAILY", ...input }, "UTC", []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null, exceptions },
});

const dates = (series: readonly StoredItem[], spans: Parameters<typeof occurrencesAt>[1], most = 21) =>
  occurrencesAt(series, spans, most).map(({ occurrence }) => occurrence);

// The time that this thread itself computed: the machine may have other work.
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

test("fifty series whose every day lasts two hundred years are cheap to hold a few times, a season or five hundred against", () => {
  const many = (input: Partial<NewItem>) =>
    Array.from({ length: 50 }, (_, index) => daily({ endDate: "2100-01-01", ...input }, null, `s${index}`));
  const season = Array.from({ length: 53 }, (_, week) => at(new Date(week * 7 * dayMs + 1e12).toISOString()));
  const apart = Array.from({ length: 500 }, (_, index) => at(new Date((index * 20 - 5_000) * dayMs).toISOString()));
  const years = [at("1950-01-01T09:00:00Z", 24 * 36_500)];
  const allDay = many({});
  const timed = many({ startTime: "09:00", endTime: "10:00" });
  for (const spans of [[at("2050-06-01T10:00:00Z")], season, apart, years]) {
    expect(cpuMs(() => expect(dates(allDay, spans)).toEqual([]))).toBeLessThan(300);
    let found = 0;
    expect(
      cpuMs(() => {
        found = dates(timed.slice(0, 5), spans).length;
      }),
    ).toBeLessThan(700);
    expect(found).toBeGreaterThanOrEqual(5 * 21);
  }
});

test("of a series that is all-day, the dates that were given a time are found", () => {
  const when = { date: "2026-12-01", startTime: "10:00", endDate: null, endTime: "11:00", timeZone: "UTC" };
  const exceptions: Record<string, SeriesException> = { "2026-12-01": { kind: "changed", changed: { when } } };
  expect(dates([daily({}, exceptions)], [at("2026-12-01T10:30:00Z"), at("2026-12-02T10:30:00Z")])).toEqual([
    "2026-12-01",
  ]);
});

test("however little is asked for, none is missed of a series that does not overlap itself", () => {
  const item = daily({ date: "2026-11-01", startTime: "09:00", endDate: "2026-11-02", endTime: "09:00" });
  const spans = Array.from({ length: 60 }, (_, day) => at(new Date(Date.UTC(2026, 11, 1 + day * 2, 12)).toISOString()));
  const found = new Set(dates([item], spans, 1));
  for (const { startsAtMs } of spans) expect(found).toContain(new Date(startsAtMs).toISOString().slice(0, 10));
});
