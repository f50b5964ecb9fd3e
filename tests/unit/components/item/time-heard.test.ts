import { expect, test } from "@playwright/test";
import { endHeard, timeHeard } from "../../../../components/fields/time-heard.ts";
import { clock } from "../../../../components/time/clock-words.ts";
import { formatsOf } from "../../../../components/time/reader-formats.ts";
import { languages } from "../../../../contract/languages.ts";

for (const [typed, time, days] of [
  ...(["9", "09", "9:00", "900", "0900", "9.00", "9h", "9h00", "9 am", "9a", "9 Uhr"] as const).map(
    (each) => [each, "09:00"] as const,
  ),
  ...(["2.30pm", "2:30 pm", "230pm", "2:30 p.m.", "14:30", "1430", "14.30", "14h30"] as const).map(
    (each) => [each, "14:30"] as const,
  ),
  ...[["noon", "12:00"] as const, ["Mittag", "12:00"] as const, ["midnight", "00:00"] as const],
  ...[["12am", "00:00"] as const, ["12 pm", "12:00"] as const, ["0:05", "00:05"] as const],
  ...[["+2h", "11:00", 0] as const, ["+90 min", "10:30", 0] as const, ["+1h30", "10:30", 0] as const],
  ...[["+1.5h", "10:30", 0] as const, ["+ 45m", "09:45", 0] as const, ["+16h", "01:00", 1] as const],
])
  test(`‘${typed}’ is ${time}`, () =>
    expect(timeHeard(typed, "09:00")).toEqual({ time, ...(days !== undefined && { days }) }));

for (const typed of ["", " ", "24:00", "25", "9:60", "13pm", "0am", "soon", "9:3", "+", "+2", "12345", "-1", "9-10"])
  test(`‘${typed}’ is no time`, () => expect(timeHeard(typed, "09:00")).toBeUndefined());

test("a length needs a time that it is after", () => expect(timeHeard("+2h", "")).toBeUndefined());

for (const language of languages)
  test(`the field takes back the 12-hour times that it writes in ${language}`, () => {
    const settings = { locale: "en-US", weekStart: "Monday", defaultDurationMinutes: 60, workingHours: [] } as const;
    const { hour12 } = formatsOf({ ...settings, mapService: "openstreetmap" }, "", language);
    const times = ["00:00", "00:30", "09:05", "12:00", "14:30", "23:59"];
    expect(times.map((time) => timeHeard(clock(time, hour12), "")?.time)).toEqual(times);
  });

test("halves of the day as they are typed elsewhere", () => {
  const typed = ["2:30 p.m.", "2:30 p. m.", "2 p m", "2:30م", "午後 2時30分", "2:30午後"];
  expect(typed.map((each) => timeHeard(each, "")?.time)).toEqual([
    ...["14:30", "14:30", "14:00"],
    ...Array(3).fill("14:30"),
  ]);
  expect(["午前", "م", "午後13:00", "2 m"].map((each) => timeHeard(each, ""))).toEqual(Array(4).fill(undefined));
});

test("an end before the start is the next day's; a length says so itself", () => {
  const typed = ["1:00", "23:30", "23:00", "+30m", "+2h", "soon"];
  expect(typed.map((each) => endHeard(each, "23:00"))).toEqual([
    ...[
      { time: "01:00", days: 1 },
      { time: "23:30", days: 0 },
      { time: "23:00", days: 0 },
    ],
    ...[{ time: "23:30", days: 0 }, { time: "01:00", days: 1 }, undefined],
  ]);
});
