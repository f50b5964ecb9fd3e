import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { planImport } from "../../../../agenda/icalendar/read/import-plan.ts";
import { subscribedDays, within } from "../../../../agenda/icalendar/write/bounded.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { isSameValue } from "../../../../agenda/item/same-value.ts";
import { datesBetween, scheduleOf } from "../../../../agenda/recurrence/schedule.ts";
import { dayNumberOf } from "../../../../agenda/time/wall-clock.ts";
import { Unreadable } from "../../../../server/icalendar/parse-calendar.ts";
import { requireEqual } from "../../require-equal.ts";
import { runAtOnce } from "../run-at-once.ts";
import { agendasOf, dates, items, stamps, write, zones } from "./any-agenda.ts";
import { read } from "./calendar-of.ts";
import { faultsOf } from "./strict-reader.ts";

/** An item's content for comparison, without the agenda's own bookkeeping. */
function said({ imported, ...item }: Partial<StoredItem>) {
  const { id: _id, version: _v, createdBy: _b, createdAtMs: _c, updatedAtMs: _u, deletedAtMs: _d, ...rest } = item;
  return { ...rest, kind: imported?.kind ?? "event", alarms: imported?.alarms ?? [] };
}

test("any agenda survives export and import without a fault, in any zone", () => {
  fc.assert(
    fc.property(agendasOf(1, 5), fc.constantFrom(...zones), (agenda, readIn) => {
      const text = write(agenda);
      const { entries, refused } = read(text, readIn);
      requireEqual([faultsOf(text), refused], [[], []]);
      requireEqual(
        entries.map(({ remarks, content }) => [
          content.imported?.uid,
          remarks.filter((each) => !each.includes("alarms")),
        ]),
        agenda.map(({ id }) => [`${Number(id)}@test`, []]),
      );
      const others = agenda.filter((item, index) => !isSameValue(said(entries[index]?.content ?? {}), said(item)));
      requireEqual(others, []);
      // Importing the same file again changes nothing.
      const there = new Map(entries.map(({ content }, index) => [`${index}@test`, { ...stamps, ...content }]));
      const { added, changed, same } = runAtOnce(planImport(read(text, readIn).toPlan, there));
      requireEqual([added.length, changed.length, same.length], [0, 0, agenda.length]);
    }),
    { numRuns: 75 },
  );
});

test("a subscription shows exactly the dates of a series within two years each way", () => {
  fc.assert(
    fc.property(items, dates, (item, today) => {
      const days = subscribedDays(today);
      const reach = [dayNumberOf(today) - dayNumberOf(days.from), dayNumberOf(days.to) - dayNumberOf(today)];
      expect(Math.max(...reach)).toBeLessThanOrEqual(731);
      const part = within(item, days);
      if (item.recurrence === null) {
        requireEqual(part !== null, (item.endDate ?? item.date) >= days.from && item.date <= days.to);
        return;
      }
      const between = ({ recurrence, date }: StoredItem, from: string, to: string) =>
        recurrence === null ? [] : [...datesBetween(scheduleOf(recurrence, date), dayNumberOf(from), dayNumberOf(to))];
      // As far as a date that was moved into the window.
      const movedIn = Object.entries(item.exceptions ?? {}).flatMap(([date, one]) => {
        const when = one.kind === "changed" ? one.changed.when : undefined;
        const isIn = when && (when.endDate ?? when.date) >= days.from && when.date <= days.to;
        return isIn && between(item, date, date).length > 0 ? [date] : [];
      });
      const reachOf = [...movedIn, days.from, days.to].sort();
      const wanted = between(item, reachOf[0] ?? "", reachOf.at(-1) ?? "");
      const exceptions = part?.exceptions ?? {};
      const moved = Object.values(exceptions).flatMap((one) => (one.kind === "changed" && one.changed.when) || []);
      requireEqual(
        {
          shown: part === null ? [] : between(part, "1900-01-01", "2199-12-31"),
          exceptions: Object.keys(exceptions),
          movedOut: moved.filter(({ date }) => date > days.to), // must not be shown
        },
        {
          shown: wanted,
          exceptions: Object.keys(item.exceptions ?? {})
            .filter((date) => wanted.includes(dayNumberOf(date)))
            .sort(),
          movedOut: [],
        },
      );
    }),
    { numRuns: 300 },
  );
});

test("a subscription shows a date that was moved into its days", () => {
  const when = { date: "2028-11-29", startTime: null, endDate: null, endTime: null, timeZone: null };
  const monthly: StoredItem = {
    ...{ ...stamps, ...buildItem({ text: "Rent", date: "2026-11-04", recurrence: "FREQ=MONTHLY" }, null, []) },
    exceptions: { "2028-12-04": { kind: "changed", changed: { when } } },
  };
  const days = { from: "2027-01-01", to: "2028-11-30" };
  expect(within(monthly, days)).toMatchObject({
    ...{ date: "2027-01-04", recurrence: "FREQ=MONTHLY;UNTIL=20281204", exceptions: monthly.exceptions },
  });
  expect(within({ ...monthly, date: "2028-12-04" }, days)?.date).toBe("2028-12-04");
});

test("no input whatsoever crashes the file reader", () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "BEGIN:VALARM",
        "END:VALARM",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "UID:1",
        "DTSTART:20270305T090000",
        "DTSTART;TZID=X:20270305T090000",
        "TZID:X",
        "TZOFFSETTO:+9900",
        "RRULE:FREQ=YEARLY",
        "RRULE:",
        "EXDATE:x",
        "RECURRENCE-ID:20270305T090000",
        "DURATION:-P1D",
        "DTEND:",
        "DTSTART;VALUE=PERIOD:1/2",
        "RDATE;VALUE=PERIOD:20270305T090000/PT1H",
        " continued",
      ),
      fc.string({ maxLength: 60 }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(lines, (all) => {
      const text = ["BEGIN:VCALENDAR", ...all.filter((line) => !line.includes("\0")), "END:VCALENDAR"].join("\r\n");
      try {
        read(text);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Unreadable); // refused as a whole, with a message
      }
    }),
    { numRuns: 600 },
  );
});
