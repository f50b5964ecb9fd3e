import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

/** Creates an item, updates it, and returns its local times afterwards. */
async function change(made: object, patch: object) {
  const { id } = await gpt.make({ text: "a", date: "2027-03-05", ...made });
  const { item } = await gpt.call("updateItemById", { id, ...patch });
  const { date, startTime, endDate, endTime, timeZone, startsAt, endsAt } = item;
  const wall = [date, startTime, endDate, endTime].map((part) => part ?? "-").join(" ");
  return { wall, timeZone, startsAt, endsAt };
}

async function refusalOf(made: object, patch: object) {
  const { id } = await gpt.make({ text: "a", date: "2027-03-05", ...made });
  const refused = await gpt.refusal("updateItemById", { id, ...patch });
  expect(refused.status).toBe(422);
  expect((await gpt.call("getItemById", { id })).item.version).toBe(1);
  return refused.detail;
}

const meeting = { startTime: "14:00", endTime: "15:30" };
const night = { startTime: "22:00", endDate: "2027-03-06", endTime: "06:00" };
const days = { endDate: "2027-03-07" };

test("a start sent without an end moves the end, keeping the length", async () => {
  expect(await change(meeting, { startTime: "16:00" })).toMatchObject({
    wall: "2027-03-05 16:00 - 17:30",
    endsAt: "2027-03-05T17:30:00+01:00",
  });
  expect((await change(meeting, { date: "2027-04-01" })).wall).toBe("2027-04-01 14:00 - 15:30");
  expect((await change(meeting, { date: "2027-04-01", startTime: "08:15" })).wall).toBe("2027-04-01 08:15 - 09:45");
  expect((await change(meeting, { startTime: "23:00" })).wall).toBe("2027-03-05 23:00 2027-03-06 00:30");
  expect((await change(days, { date: "2027-03-30" })).wall).toBe("2027-03-30 - 2027-04-01 -");
});

test("an overnight item keeps its length, and may end up within one day", async () => {
  expect((await change(night, { date: "2027-03-31" })).wall).toBe("2027-03-31 22:00 2027-04-01 06:00");
  expect((await change(night, { startTime: "08:00" })).wall).toBe("2027-03-05 08:00 - 16:00");
});

test("an end is taken as sent", async () => {
  expect((await change(meeting, { startTime: "16:00", endTime: "16:30" })).wall).toBe("2027-03-05 16:00 - 16:30");
  expect((await change(meeting, { endTime: "18:00" })).wall).toBe("2027-03-05 14:00 - 18:00");
  expect((await change(meeting, { endDate: "2027-03-06" })).wall).toBe("2027-03-05 14:00 2027-03-06 15:30");
  expect((await change(days, { endDate: null })).wall).toBe("2027-03-05 - - -");
  expect(await refusalOf(meeting, { endTime: "13:00" })).toContain("send endDate 2027-03-06");
  expect(await refusalOf(days, { endDate: "2027-03-04" })).toContain("is before date 2027-03-05");
});

test("clearing startTime clears endTime and the zone: the item becomes all-day", async () => {
  expect(await change(meeting, { startTime: null })).toEqual({
    wall: "2027-03-05 - - -",
    timeZone: undefined,
    startsAt: undefined,
    endsAt: undefined,
  });
  expect((await change(night, { startTime: null })).wall).toBe("2027-03-05 - 2027-03-06 -");
  expect(await refusalOf(meeting, { startTime: null, endTime: "16:00" })).toContain("endTime needs startTime");
});

test("a startTime for an all-day item puts it in the user's zone", async () => {
  expect(await change({}, { startTime: "10:00" })).toMatchObject({
    wall: "2027-03-05 10:00 - -",
    timeZone: "Europe/Paris",
    startsAt: "2027-03-05T10:00:00+01:00",
  });
  expect(await refusalOf(days, { startTime: "10:00" })).toContain("send endTime for its last day");
});

test("another zone keeps the local time and moves the instant; null means the user's zone", async () => {
  expect(await change(meeting, { timeZone: "America/New_York" })).toMatchObject({
    wall: "2027-03-05 14:00 - 15:30",
    startsAt: "2027-03-05T14:00:00-05:00",
  });
  const inTokyo = { ...meeting, timeZone: "Asia/Tokyo" };
  expect((await change(inTokyo, { timeZone: null })).timeZone).toBe("Europe/Paris");
  expect((await change(inTokyo, { startTime: "09:00" })).timeZone).toBe("Asia/Tokyo");
  expect(await refusalOf({}, { timeZone: "Asia/Tokyo" })).toContain("is all-day and has no time zone");
  expect(await refusalOf(meeting, { timeZone: "Europe/Pari" })).toContain("Did you mean Europe/Paris?");
});

test("weekdays are checked against the dates after the update", async () => {
  expect(await refusalOf({}, { date: "2027-03-12", weekday: "Thursday" })).toBe(
    "12 March 2027 is a Friday, not a Thursday. Thursday is 2027-03-11; Friday is 2027-03-12.",
  );
  expect(await refusalOf({}, { text: "b", weekday: "Monday" })).toContain("5 March 2027 is a Friday");
  expect(await refusalOf(days, { date: "2027-03-06", endWeekday: "Sunday" })).toContain("8 March 2027 is a Monday");
  expect((await change(days, { date: "2027-03-06", weekday: "Saturday", endWeekday: "Monday" })).wall).toContain("08");
});

test("dates and times that do not exist are refused with advice", async () => {
  expect(await refusalOf({}, { date: "2027-02-30" })).toContain("February 2027 ends on Sunday 28.");
  expect(await refusalOf({}, { startTime: "24:00" })).toContain("send 00:00 with the date 2027-03-06");
  expect(await refusalOf(days, { date: "2199-12-31" })).toContain("the agenda takes dates up to 2199-12-31");
});

test("a time sent in a DST gap is refused; a kept one moves forward by the gap", async () => {
  expect(await refusalOf({ startTime: "01:00" }, { date: "2027-03-28", startTime: "02:30" })).toContain(
    "Use 01:30 or 03:30.",
  );
  expect(await change({ startTime: "02:30", endTime: "03:15" }, { date: "2027-03-28" })).toEqual({
    wall: "2027-03-28 02:30 - 03:15",
    timeZone: "Europe/Paris",
    startsAt: "2027-03-28T03:30:00+02:00",
    endsAt: "2027-03-28T03:30:00+02:00",
  });
  expect(await change({ startTime: "02:30" }, { date: "2027-10-31" })).toMatchObject({
    startsAt: "2027-10-31T02:30:00+02:00",
  });
});

test("a floating item takes the user's zone at its next change of times", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-05", startTime: "10:00" });
  expect((await gpt.call("updateItemById", { id, startTime: "11:00" })).item).not.toHaveProperty("timeZone");
  const { item } = await gpt.call("updateItemById", { id, timeZone: "Asia/Tokyo" });
  expect(item).toMatchObject({ timeZone: "Asia/Tokyo", startsAt: "2027-03-05T11:00:00+09:00" });
  expect((await gpt.call("updateItemById", { id, timeZone: null })).item).not.toHaveProperty("timeZone");
});
