import { expect, test } from "@playwright/test";
import { describeBeforeAndAfter as beforeAndAfter } from "../../../../agenda/history/before-and-after.ts";
import type { ItemView } from "../../../../agenda/history/change-view.ts";
import { t } from "../../messages/catalogs.ts";

const describeBeforeAndAfter = (change: Parameters<typeof beforeAndAfter>[0]) => beforeAndAfter(change, t);

const physio: ItemView = {
  ...{ text: "Physio", date: "2026-11-26", startTime: "17:00", endDate: null, endTime: null, timeZone: "Europe/Paris" },
  endTimeZone: null,
  ...{ notes: null, location: null, url: null, tags: [], reminders: [], done: false },
};
const updated = (change: Partial<ItemView>, before = physio) =>
  describeBeforeAndAfter({ kind: "updated", before, after: { ...before, ...change } });
const on = "Thursday 26 November 2026";

test("additions and restorations have no before, deletions no after, and unknown changes neither", () => {
  const is = `${on}, 17:00`;
  expect(describeBeforeAndAfter({ kind: "created", before: null, after: physio })).toEqual({ is });
  expect(describeBeforeAndAfter({ kind: "restored", before: physio, after: physio })).toEqual({ is });
  expect(describeBeforeAndAfter({ kind: "updated", before: null, after: physio })).toEqual({ is });
  expect(describeBeforeAndAfter({ kind: "deleted", before: physio, after: physio })).toEqual({ was: is });
  expect(describeBeforeAndAfter({ kind: "deleted", before: null, after: null })).toEqual({});
  expect(describeBeforeAndAfter({ kind: "created", before: null, after: null })).toEqual({});
  expect(describeBeforeAndAfter({ kind: "updated", before: physio, after: null })).toEqual({});
});

for (const [change, was, is] of [
  [{ text: "Gym" }, "Physio", "Gym"],
  [{ startTime: "18:00" }, `${on}, 17:00`, `${on}, 18:00`],
  [{ timeZone: "Asia/Tokyo" }, `${on}, 17:00 in Europe/Paris`, `${on}, 17:00 in Asia/Tokyo`],
  [
    { endTime: "12:30", endTimeZone: "America/New_York" },
    `${on}, 17:00`,
    `${on}, 17:00 in Europe/Paris to 12:30 in America/New_York`,
  ],
  [{ startTime: null, timeZone: null }, `${on}, 17:00 in Europe/Paris`, on],
  [{ recurrence: "FREQ=DAILY" }, "does not repeat", "every day"],
  [{ done: true }, "open", "done"],
  [{ location: "Room 2" }, "no location", "location: Room 2"],
  [{ notes: "Card" }, "no notes", "notes: Card"],
  [{ url: "https://example.com" }, "no link", "link: https://example.com"],
  [{ tags: ["a", "b"] }, "no tags", "#a #b"],
  [{ text: "Gym", done: true }, "Physio; open", "Gym; done"],
] as const satisfies readonly [Partial<ItemView>, string, string][])
  test(`a change of ${Object.keys(change).join(" and ")} shows before and after, and nothing else`, () => {
    expect(updated(change)).toEqual({ was, is });
    expect(describeBeforeAndAfter({ kind: "updated", before: { ...physio, ...change }, after: physio })).toEqual({
      was: is,
      is: was,
    });
  });

test("the description of a change is cut after two hundred characters", () => {
  const { was, is } = updated({ text: "é".repeat(500), notes: "n".repeat(500), location: "l".repeat(500) });
  expect(is).toMatch(/^.{200}…$/u);
  expect(was).toBe("Physio; no notes; no location");
});

const series: ItemView = { ...physio, recurrence: "FREQ=WEEKLY", exceptions: null };

test("one date of a series is shown with its day, unless its time was changed; a cancelled one as cancelled", () => {
  const changed = (fields: object) => ({ "2026-12-03": { kind: "changed", changed: fields } }) as const;
  const day = "Thursday 3 December 2026";
  expect(updated({ exceptions: changed({ done: true }) }, series)).toEqual({ was: `${day}: open`, is: `${day}: done` });
  const when = { date: "2026-12-03", startTime: "18:00", endDate: null, endTime: null, timeZone: "Europe/Paris" };
  expect(updated({ exceptions: changed({ when, done: true }) }, series)).toEqual({
    was: `${day}, 17:00; open`,
    is: `${day}, 18:00; done`,
  });
  const cancelled = { "2026-12-03": { kind: "cancelled" } } as const;
  expect(updated({ exceptions: cancelled }, series)).toEqual({ was: `${day}, 17:00`, is: "cancelled" });
  expect(updated({ exceptions: null }, { ...series, exceptions: cancelled })).toEqual({
    was: "cancelled",
    is: `${day}, 17:00`,
  });
});
