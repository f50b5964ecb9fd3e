import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

const weekdaysOfWork = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const usual = [{ days: weekdaysOfWork, from: "09:00", to: "17:00" }];
const remindersOfNewItems = ["timedReminders", "allDayReminders"];
const defaults = {
  weekStart: "Monday",
  workingHours: usual,
  defaultDurationMinutes: 60,
  showOverdue: true,
  mapService: "openstreetmap",
  timedReminders: [],
  allDayReminders: [],
  defaults: [
    "weekStart",
    "workingHours",
    "defaultDurationMinutes",
    "locale",
    "showOverdue",
    ...remindersOfNewItems,
    "mapService",
  ],
};

test("unset settings have defaults, and the answer says so", async () => {
  const { gpt } = await newcomer();
  const settings = await gpt.call("getSettings");
  expect(settings).toEqual({ timeZone: "UTC", timeZoneSource: "unknown", ...defaults });
});

test("only the fields sent change, both interfaces read them, and null restores the default", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const hours = [
    { days: ["Friday"], from: "09:00", to: "12:00" },
    { days: ["Thursday", "Monday", "Monday"], from: "13:00", to: "18:30" },
    { days: ["Monday"], from: "09:00", to: "13:00" },
  ];
  const set = await gpt.call("updateSettings", { workingHours: hours, defaultDurationMinutes: 45 });
  expect(set).toMatchObject({
    timeZone: "Europe/Paris",
    weekStart: "Monday",
    defaults: ["weekStart", "locale", "showOverdue", ...remindersOfNewItems, "mapService"],
  });
  expect(set.workingHours).toEqual([
    { days: ["Monday"], from: "09:00", to: "13:00" },
    { days: ["Monday", "Thursday"], from: "13:00", to: "18:30" },
    { days: ["Friday"], from: "09:00", to: "12:00" },
  ]);
  expect(set.change?.summary).toBe(
    "Set the working hours to Monday 09:00–13:00, Monday and Thursday 13:00–18:30, Friday 09:00–12:00 and the default duration to 45 min",
  );
  expect(set).not.toHaveProperty("meaning");
  const { change: _, ...kept } = set;
  expect(await web.call("getSettings")).toEqual(kept);

  await web.call("updateSettings", { weekStart: "Sunday" });
  expect(await gpt.call("getSettings")).toEqual({
    ...kept,
    weekStart: "Sunday",
    defaults: ["locale", "showOverdue", ...remindersOfNewItems, "mapService"],
  });
  const back = await web.call("updateSettings", { workingHours: null, weekStart: null, defaultDurationMinutes: null });
  expect(back).toMatchObject({ ...defaults, timeZone: "Europe/Paris" });
  expect(back.change?.summary).toContain("the week start back to the default");
});

test("an update without effect changes nothing, in whatever order it is sent", async () => {
  const { gpt } = await newcomer();
  const workingHours = [
    { days: ["Monday", "Tuesday"], from: "08:00", to: "12:00" },
    { days: ["Monday"], from: "13:00", to: "17:00" },
  ];
  await gpt.call("updateSettings", { workingHours, locale: "de-DE" });
  const again = await gpt.call("updateSettings", {
    workingHours: [...workingHours].reverse(),
    locale: "DE_de",
    weekStart: null,
  });
  expect(again).not.toHaveProperty("change");
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

test("the week starts as usual in the locale, unless the user says otherwise", async () => {
  const { gpt } = await newcomer();
  expect(await gpt.call("updateSettings", { locale: "en-us" })).toMatchObject({ locale: "en-US", weekStart: "Sunday" });
  expect(await gpt.call("updateSettings", { locale: "ar-EG" })).toMatchObject({ weekStart: "Saturday" });
  expect(await gpt.call("updateSettings", { weekStart: "Monday" })).toMatchObject({
    locale: "ar-EG",
    weekStart: "Monday",
  });
  expect(await gpt.call("updateSettings", { locale: null })).not.toHaveProperty("locale");
});

test("invalid settings are refused with advice, and nothing is set", async () => {
  const { gpt } = await newcomer();
  const span = usual[0];
  const wrong: [object, string, string][] = [
    [{ workingHours: [{ ...span, from: "17:00", to: "09:00" }] }, "#/workingHours/0/to", "end before they begin"],
    [{ workingHours: [{ ...span, to: "09:00" }] }, "#/workingHours/0/to", "end before they begin"],
    [{ workingHours: [{ ...span, to: "24:00" }] }, "#/workingHours/0/to", "23:59"],
    [{ workingHours: [{ ...span, from: "08:75" }] }, "#/workingHours/0/from", "minutes from 00 to 59"],
    [{ workingHours: [{ ...span, from: "9:00" }] }, "#/workingHours/0/from", "HH:MM"],
    [{ workingHours: [{ ...span, days: [] }] }, "#/workingHours/0/days", ""],
    [{ workingHours: [{ ...span, days: ["Lundi"] }] }, "#/workingHours/0/days/0", "Monday"],
    [{ workingHours: [] }, "#/workingHours", ""],
    [{ workingHours: Array.from({ length: 15 }, () => span) }, "#/workingHours", ""],
    [{ workingHours: [span, { days: ["Friday"], from: "16:59", to: "20:00" }] }, "#/workingHours/1", "On Friday"],
    [{ workingHours: [{ ...span, lunch: "12:00" }] }, "#/workingHours/0/lunch", "no such field"],
    [{ weekStart: "Someday" }, "#/weekStart", "Monday"],
    [{ defaultDurationMinutes: 0 }, "#/defaultDurationMinutes", ""],
    [{ defaultDurationMinutes: 1441 }, "#/defaultDurationMinutes", ""],
    [{ defaultDurationMinutes: 7.5 }, "#/defaultDurationMinutes", ""],
    [{ locale: "not a locale" }, "#/locale", "such as en-GB"],
    [{ locale: "tlh" }, "#/locale", "such as en-GB"],
    [{ timeZone: null }, "#/timeZone", ""],
    [{ weekStart: "Sunday", locale: "!!" }, "#/locale", "such as en-GB"],
  ];
  for (const [fields, pointer, words] of wrong) {
    const refused = await gpt.refusal("updateSettings", { ...fields });
    expect(refused, JSON.stringify(fields)).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect(refused.detail, JSON.stringify(fields)).toContain(words);
  }
  expect(await gpt.call("getSettings")).toMatchObject(defaults);
  expect((await gpt.call("listChanges")).rev).toBe(0);
});

test("a settings change is undone by itself, and later changes stay", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("updateSettings", { weekStart: "Sunday", defaultDurationMinutes: 30 });
  await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  const undone = await gpt.call("undoChange", { id: 2 });
  expect(undone.change.summary).toMatch(/^Undid a change: changed the week start back to the default and the default/);
  expect(await gpt.call("getSettings")).toMatchObject({ ...defaults, timeZone: "Asia/Tokyo" });
  await gpt.call("undoChange", { id: undone.change.id });
  expect(await gpt.call("getSettings")).toMatchObject({ weekStart: "Sunday", defaultDurationMinutes: 30 });
});

test("a setting changed since is named as an obstacle; force undoes the others of that change", async () => {
  const { gpt } = await newcomer();
  await gpt.call("updateSettings", {
    weekStart: "Sunday",
    workingHours: [{ days: ["Monday"], from: "09:00", to: "10:00" }],
  });
  await gpt.call("updateSettings", { weekStart: "Saturday" });
  await gpt.call("updateSettings", { locale: "fr-FR" });
  expect(await gpt.refusal("undoChange", { id: 1 })).toMatchObject({
    code: "changed_since",
    inTheWay: [{ text: "The week start", what: "Changed the week start to Saturday", change: 2 }],
  });
  const { left } = await gpt.call("undoChange", { id: 1, force: true });
  expect(left).toMatchObject([{ text: "The week start" }]);
  expect(await gpt.call("getSettings")).toMatchObject({ weekStart: "Saturday", workingHours: usual, locale: "fr-FR" });
});

test("after a new zone the answer explains it: nothing moves, and how items in other zones are shown", async () => {
  const { gpt } = await newcomer();
  await gpt.makeAll([
    { text: "Floats", date: "2027-07-02", startTime: "08:00" },
    { text: "Past", date: "2020-07-01", startTime: "09:00", timeZone: "Asia/Tokyo" },
    { text: "Day", date: "2027-07-01" },
  ]);
  const first = await gpt.call("updateSettings", { timeZone: "America/New_York" });
  expect(first.meaning).toContain("1 item without a zone is in America/New_York now");
  expect(first.meaning).not.toContain("Still ahead");
  expect(first.meaning).not.toContain("No item was moved");
  await gpt.makeAll([
    { text: "Breakfast", date: "2027-07-01", startTime: "09:00", timeZone: "Asia/Tokyo" },
    { text: "Later", date: "2027-07-03", startTime: "09:00", timeZone: "Asia/Tokyo" },
  ]);
  const second = await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  expect(second.meaning).toContain("No item was moved: each timed item keeps the zone it was made in.");
  expect(second.meaning).toContain(
    "Still ahead: 2 items in Asia/Tokyo, 1 item in America/New_York. They keep that zone and are shown in Europe/Paris time too: Breakfast, Thursday 1 July, 09:00 there, is 02:00 here.",
  );
  expect(second.meaning).toMatch(/^It is \w+day \d+ \w+, \d\d:\d\d in Europe\/Paris now\./);
  expect(await gpt.call("updateSettings", { timeZone: "Europe/Paris" })).not.toHaveProperty("meaning");
});

test("other users' settings are not touched", async () => {
  const [one, other] = await Promise.all([newcomer(), newcomer()]);
  await one.gpt.call("updateSettings", { weekStart: "Sunday" });
  expect(await other.gpt.call("getSettings")).toMatchObject(defaults);
});
