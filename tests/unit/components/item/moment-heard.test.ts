import { expect, test } from "@playwright/test";
import { dateHeard } from "../../../../components/fields/moment-heard.ts";
import { wallOf } from "../../../../components/time/wall-in-zone.ts";

const reader = { timeZone: "Europe/Paris", weekStart: "Monday", locale: "en-GB" } as const;
const today = wallOf(Date.now(), reader.timeZone).date;
const year = Number(today.slice(0, 4)) + 1;

for (const [typed, heard, alone] of [
  [`3 dec ${year}`, { date: `${year}-12-03` }, { date: `${year}-12-03` }],
  [`${year}-12-03`, { date: `${year}-12-03` }, { date: `${year}-12-03` }],
  [`3 dec ${year} at 3pm`, { date: `${year}-12-03`, time: "15:00" }, { date: `${year}-12-03` }],
  ["today 9", { date: today, time: "09:00" }, undefined],
  ["noon", { time: "12:00" }, undefined],
  ["3pm", { time: "15:00" }, undefined],
  [`3.12.${year}`, { date: `${year}-12-03` }, { date: `${year}-12-03` }],
  ["9.30", { time: "09:30" }, undefined],
  ["9", undefined, undefined],
  ["hello 9", undefined, undefined],
  ["soon", undefined, undefined],
] as const)
  test(`a field for a day hears ‘${typed.replace(String(year), "next year")}’`, () => {
    expect(dateHeard(typed, reader, true)).toEqual(heard);
    expect(dateHeard(typed, reader, false)).toEqual(alone);
  });

test("two numbers with a dot between them are a day where there is such a day, not a time", () => {
  const heard = { date: expect.stringMatching(/^\d{4}-12-05$/) };
  expect([true, false].map((takesTime) => dateHeard("5.12", reader, takesTime))).toEqual([heard, heard]);
});
