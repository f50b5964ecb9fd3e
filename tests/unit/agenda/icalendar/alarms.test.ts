import { expect, test } from "@playwright/test";
import { readAlarm, writeAlarm } from "../../../../agenda/icalendar/reminder-alarms.ts";

const timed = { text: "Dentist", startTime: "09:00" };
const allDay = { text: "Rent", startTime: null };

const alarm = (trigger: string, { action = "DISPLAY", parameters = {}, type = "duration", own = "" } = {}) =>
  [
    "valarm",
    [
      ["action", {}, "text", action],
      ["trigger", parameters, type, trigger],
      ...(own ? ([["x-agenda-reminder", {}, "text", own]] as const) : []),
    ],
    [],
  ] as const;

test("alarms before the start are reminders, in minutes or at a time of the day", () => {
  const triggers = ["-PT30M", "PT0S", "-P1D", "-P1DT6H", "-P2W"];
  expect(triggers.map((each) => readAlarm(alarm(each), timed))).toEqual(["30m", "0m", "1d", "30h", "2w"]);
  const days = ["-PT15H", "PT9H", "PT0S", "-P1D", "-PT30H", "-PT15M", "-P1W"];
  expect(days.map((each) => readAlarm(alarm(each), allDay))).toEqual([
    ...["1d 09:00", "0d 09:00", "0d 00:00", "1d 00:00", "2d 18:00", "1d 23:45", "7d 00:00"],
  ]);
  expect(readAlarm(alarm("-PT5M", { action: "audio", parameters: { related: "start" } }), timed)).toBe("5m");
});

test("alarms that are no reminders here stay what they were", () => {
  expect(readAlarm(alarm("-PT30M", { action: "EMAIL" }), timed)).toBeUndefined();
  expect(readAlarm(alarm("-PT30M", { parameters: { related: "END" } }), timed)).toBeUndefined();
  expect(readAlarm(alarm("20261127T080000Z", { type: "date-time" }), timed)).toBeUndefined();
  for (const trigger of ["PT10M", "-PT30S", "-P5W", "nonsense"])
    expect(readAlarm(alarm(trigger), timed), trigger).toBeUndefined();
  expect(readAlarm(alarm("P1D"), allDay)).toBeUndefined();
});

test("each reminder comes back from its alarm, and says itself where its trigger does not", () => {
  for (const start of [timed, allDay])
    for (const reminder of ["0m", "5m", "90m", "1d", "4w", "0d 00:00", "0d 09:00", "1d 18:00", "28d 23:59"]) {
      const [written] = writeAlarm(reminder, start);
      expect(written && readAlarm(written, start), `${reminder} of ${start.text}`).toBe(reminder);
    }
  const triggerOf = (reminder: string, start: typeof timed | typeof allDay) => writeAlarm(reminder, start)[0]?.[1];
  expect(triggerOf("1d 18:00", allDay)).toEqual([
    ["action", {}, "text", "DISPLAY"],
    ["trigger", {}, "duration", "-PT6H"],
    ["description", {}, "text", "Rent"],
  ]);
  expect(triggerOf("1d 18:00", timed)).toContainEqual(["x-agenda-reminder", {}, "text", "1d 18:00"]);
  expect(triggerOf("90m", timed)).toContainEqual(["trigger", {}, "duration", "-PT1H30M"]);
});

test("a trigger that another program moved wins over our property", () => {
  expect(readAlarm(alarm("-PT15H", { own: "1d 18:00" }), timed)).toBe("1d 18:00");
  expect(readAlarm(alarm("-PT16H", { own: "1d 18:00" }), timed)).toBe("16h");
});
