import { expect, test } from "@playwright/test";
import { placeOfFields, slotOf, withDrawnEnd } from "../../../../components/week/rules/drawn.ts";

const [thursday, friday, saturday] = ["2026-11-26", "2026-11-27", "2026-11-28"] as const;
const fair = { text: "Fair", date: thursday };
const overDays = { date: thursday, days: 3 };
const toMidnight = { date: friday, minute: 22 * 60, minutes: 120 };

test("a line is read for the drawn time, up to midnight; a length that runs past it is left to the words", () => {
  expect(slotOf({ date: friday, minute: 600, minutes: 75 })).toEqual({
    ...{ date: friday, startTime: "10:00", endTime: "11:15" },
  });
  expect(slotOf(toMidnight)).toEqual({ date: friday, startTime: "22:00", endTime: "00:00" });
  expect(slotOf({ date: friday, minute: 23 * 60, minutes: 90 })).toEqual({ date: friday, startTime: "23:00" });
  expect(slotOf(overDays)).toEqual({ date: thursday });
});

test("what is drawn over days lasts as many, unless the words name another day, a time, an end or a rule", () => {
  expect(withDrawnEnd(fair, overDays)).toEqual({ ...fair, endDate: saturday });
  expect(withDrawnEnd(fair, { date: thursday, days: 1 })).toEqual(fair);
  for (const said of [
    { ...fair, date: friday },
    { ...fair, startTime: "09:00", endTime: "10:00" },
    { ...fair, endDate: friday },
    { ...fair, recurrence: "FREQ=WEEKLY" },
  ])
    expect(withDrawnEnd(said, overDays)).toEqual(said);
});

test("what is drawn up to midnight ends there, also when the words were not read", () => {
  const party = { text: "Party", date: friday, startTime: "22:00", endTime: "00:00" };
  expect(withDrawnEnd(party, toMidnight)).toEqual({ ...party, endDate: saturday });
  expect(withDrawnEnd({ ...party, endTime: "23:00" }, toMidnight)).toEqual({ ...party, endTime: "23:00" });
});

test("what is shown on the sheet is what its fields say", () => {
  expect(placeOfFields({ ...fair, endDate: saturday })).toEqual(overDays);
  expect(placeOfFields(fair)).toEqual({ date: thursday, days: 1 });
  expect(placeOfFields({ ...fair, startTime: "22:00", endTime: "00:00", endDate: friday })).toEqual({
    ...{ date: thursday, minute: 1320, minutes: 120 },
  });
  expect(placeOfFields({ ...fair, startTime: "22:00", endTime: "01:00", endDate: saturday })).toMatchObject({
    minutes: 1440 + 180,
  });
  expect(placeOfFields({ ...fair, startTime: "22:00" })).toEqual({ date: thursday, minute: 1320 });
});
