import { test } from "@playwright/test";
import fc from "fast-check";
import { addDays, datesFrom } from "../../../../agenda/time/dates.ts";
import { common, type DayRange, isCovered, merged, missingIn } from "../../../../components/time/day-ranges.ts";
import { requireEqual } from "../../require-equal.ts";

const range = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([start, days]): DayRange => ({ from: addDays("2026-11-01", start), to: addDays("2026-11-01", start + days) }));
const daysIn = (ranges: readonly DayRange[]) => new Set(ranges.flatMap(({ from, to }) => datesFrom(from, to)));

test("merged ranges hold the same days, in order, with at least a day between them", () => {
  fc.assert(
    fc.property(fc.array(range), (ranges) => {
      const done = merged(ranges);
      requireEqual(daysIn(done), new Set([...daysIn(ranges)].sort()));
      for (const [index, { from }] of done.entries())
        if (index > 0) requireEqual(from > addDays(done[index - 1]?.to ?? "", 1), true);
    }),
  );
});

test("what is missing of a range is every day of it that the others lack, and nothing else", () => {
  fc.assert(
    fc.property(range, fc.array(range), (wanted, others) => {
      const known = merged(others);
      const missing = missingIn(wanted, known);
      const lacked = datesFrom(wanted.from, wanted.to).filter((date) => !daysIn(known).has(date));
      requireEqual([...daysIn(missing)], lacked);
      requireEqual(isCovered(wanted, known), lacked.length === 0);
    }),
  );
});

test("two ranges have in common the days of both, or nothing", () => {
  fc.assert(
    fc.property(range, range, (one, other) => {
      const both = common(one, other);
      requireEqual(
        [...daysIn(both ? [both] : [])],
        [...daysIn([one])].filter((date) => daysIn([other]).has(date)),
      );
    }),
  );
});
