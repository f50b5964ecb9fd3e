import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
});

/** The refusal of an item: the field and the message. */
async function refusalOf(fields: object): Promise<string> {
  const refused = await gpt.refusal("createItems", { items: [{ text: "a", date: "2027-01-01", ...fields }] });
  expect(refused).toMatchObject({ status: 422, code: "invalid_input" });
  expect(refused.errors).toHaveLength(1);
  const [error] = refused.errors ?? [];
  return `${error?.pointer.replace("#/items/0/", "")}: ${error?.detail}`;
}

const make = (fields: object) => gpt.make({ text: "a", date: "2027-01-01", ...fields });

test("a weekday that does not match is refused, naming both candidates", async () => {
  expect(await refusalOf({ date: "2026-11-27", weekday: "Thursday" })).toBe(
    "weekday: 27 November 2026 is a Friday, not a Thursday. Thursday is 2026-11-26; Friday is 2026-11-27.",
  );
  expect(await refusalOf({ date: "2026-11-27", endDate: "2026-11-29", endWeekday: "Monday" })).toBe(
    "endWeekday: 29 November 2026 is a Sunday, not a Monday. Monday is 2026-11-30; Sunday is 2026-11-29.",
  );
  expect(await refusalOf({ weekday: "Fri" })).toContain("weekday: Must be one of Monday, Tuesday");
  expect(await make({ date: "2028-02-29", weekday: "Tuesday" })).toMatchObject({ weekday: "Tuesday" });
});

test("dates that do not exist are refused with advice", async () => {
  const wrong = {
    "2027-02-30": "30 February does not exist. February 2027 ends on Sunday 28.",
    "2027-02-29": "29 February does not exist. February 2027 ends on Sunday 28.",
    "2027-04-31": "31 April does not exist. April 2027 ends on Friday 30.",
    "2027-13-01": "There is no month 13: months go from 01 to 12. Did you mean 2027-01-13?",
    "2027-00-10": "There is no month 00: months go from 01 to 12.",
    "2027-05-00": "There is no day 00: May 2027 begins with day 01.",
    "1899-12-31": "The agenda takes dates from 1900-01-01 to 2199-12-31; this is 1899-12-31.",
    "2200-01-01": "The agenda takes dates from 1900-01-01 to 2199-12-31; this is 2200-01-01.",
    "27.11.2026": "Must be a date written YYYY-MM-DD, such as 2026-11-27.",
    "2027-1-1": "Must be a date written YYYY-MM-DD, such as 2026-11-27.",
  };
  for (const [date, words] of Object.entries(wrong)) expect(await refusalOf({ date })).toBe(`date: ${words}`);
  expect(await refusalOf({ endDate: "2027-02-30" })).toContain("endDate: 30 February does not exist.");
  for (const date of ["1900-01-01", "2028-02-29", "2199-12-31"]) expect((await make({ date })).date).toBe(date);
});

test("24:00 is refused in favour of 00:00 of the next day, with its date", async () => {
  expect(await refusalOf({ date: "2026-12-31", startTime: "24:00" })).toBe(
    "startTime: Midnight at the end of Thursday 31 December 2026 is 00:00 of the next day: send 00:00 with the date 2027-01-01.",
  );
  expect(await refusalOf({ startTime: "22:00", endTime: "24:00" })).toContain("with the date 2027-01-02");
  expect(await refusalOf({ startTime: "25:30" })).toContain(
    "For 01:30 of the next day, send it with the date 2027-01-02.",
  );
  expect(await refusalOf({ startTime: "09:60" })).toContain("Did you mean 10:00?");
  for (const time of ["9:00", "09:00:00", "9am", "0900"])
    expect(await refusalOf({ startTime: time })).toContain("HH:MM");
});

test("an end before its start is refused with advice", async () => {
  expect(await refusalOf({ startTime: "22:00", endTime: "06:00" })).toBe(
    "endTime: The end is before the start. If it ends on the next day, send endDate 2027-01-02.",
  );
  expect(await refusalOf({ startTime: "10:00", endTime: "10:00" })).toContain("The end is the start.");
  expect(await refusalOf({ endDate: "2026-12-31" })).toContain("endDate 2026-12-31 is before date 2027-01-01");
  expect(await refusalOf({ endTime: "10:00" })).toContain("endTime needs startTime");
  expect(await refusalOf({ startTime: "10:00", endDate: "2027-01-02" })).toContain("needs endTime too");
  expect(await refusalOf({ timeZone: "Europe/Paris" })).toContain("has no time zone");
});

test("an overnight item needs endDate", async () => {
  expect(await make({ startTime: "22:00", endDate: "2027-01-02", endTime: "06:00" })).toMatchObject({
    startsAt: "2027-01-01T22:00:00+01:00",
    endsAt: "2027-01-02T06:00:00+01:00",
  });
});

test("an endDate equal to the date means a single day", async () => {
  expect(await make({ endDate: "2027-01-01", endWeekday: "Friday" })).not.toHaveProperty("endDate");
});

test("an unknown zone is refused with a suggestion", async () => {
  const at = (timeZone: string) => refusalOf({ startTime: "10:00", timeZone });
  expect(await at("Europe/Pariss")).toBe('timeZone: There is no time zone "Europe/Pariss". Did you mean Europe/Paris?');
  expect(await at("Paris")).toContain("Did you mean Europe/Paris?");
  expect(await at("+02:00")).toContain("Use an IANA name such as Europe/Paris.");
  for (const name of ["PST", "Mars/Olympus", "", "x".repeat(65)]) expect(await at(name)).toMatch(/^timeZone: /);
});

test("a stated time in a DST gap is refused, naming the times on both sides", async () => {
  expect(await refusalOf({ date: "2027-03-28", startTime: "02:30" })).toBe(
    "startTime: 02:30 does not exist in Europe/Paris on Sunday 28 March 2027: clocks go from 02:00 to 03:00. Use 01:30 or 03:30.",
  );
  expect(await refusalOf({ date: "2027-03-28", startTime: "01:30", endTime: "02:30" })).toContain(
    "endTime: 02:30 does not exist",
  );
  expect(await refusalOf({ date: "2027-10-03", startTime: "02:15", timeZone: "Australia/Lord_Howe" })).toContain(
    "clocks go from 02:00 to 02:30. Use 01:45 or 02:45.",
  );
  for (const startTime of ["01:59", "03:00"])
    expect((await make({ date: "2027-03-28", startTime })).startTime).toBe(startTime);
  // The same local time exists elsewhere on that day.
  expect(await make({ date: "2027-03-28", startTime: "02:30", timeZone: "UTC" })).toMatchObject({
    startsAt: "2027-03-28T02:30:00Z",
  });
});

test("a time that occurs twice is the earlier one", async () => {
  const twice = await make({ date: "2027-10-31", startTime: "02:30", endTime: "03:30" });
  expect(twice).toMatchObject({ startsAt: "2027-10-31T02:30:00+02:00", endsAt: "2027-10-31T03:30:00+01:00" });
});

test("while the zone is unknown, a timed item floats and is read as UTC", async () => {
  const { gpt } = await newcomer();
  const item = await gpt.make({ text: "a", date: "2027-07-01", startTime: "09:00", endTime: "10:00" });
  expect(item).toMatchObject({ startsAt: "2027-07-01T09:00:00Z", endsAt: "2027-07-01T10:00:00Z" });
  expect(item).not.toHaveProperty("timeZone");
  const named = await gpt.make({ text: "b", date: "2027-07-01", startTime: "09:00", timeZone: "Asia/Tokyo" });
  expect(named).toMatchObject({ timeZone: "Asia/Tokyo", local: { date: "2027-07-01", startTime: "00:00" } });
});
