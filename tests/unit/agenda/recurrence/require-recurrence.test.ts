import { expect, test } from "@playwright/test";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { refused } from "../item/refused.ts";

const monday = { date: "2026-11-23", startTime: "09:00", timeZone: "Europe/Paris" };
const rule = (text: string, start: Partial<typeof monday> | { startTime: null } = {}) =>
  requireRecurrence(text, { ...monday, ...start }, ["items", 0, "recurrence"]);

for (const [text, canonical] of [
  ["RRULE:FREQ=DAILY", "FREQ=DAILY"],
  ["rrule:freq=weekly;byday=mo", "FREQ=WEEKLY;BYDAY=MO"],
  [" FREQ=WEEKLY; BYDAY=MO, TH; ", "FREQ=WEEKLY;BYDAY=MO,TH"],
  ["BYDAY=TH,MO,TH;INTERVAL=1;WKST=MO;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH"],
  ["FREQ=WEEKLY;BYDAY=SU,SA,MO;WKST=SU", "FREQ=WEEKLY;BYDAY=MO,SA,SU;WKST=SU"],
  ["FREQ=MONTHLY;BYDAY=-1FR,+4MO,1SU", "FREQ=MONTHLY;BYDAY=1SU,4MO,-1FR"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1,023,+5,-2", "FREQ=MONTHLY;BYMONTHDAY=5,23,-2,-1"],
  ["FREQ=DAILY;COUNT=010", "FREQ=DAILY;COUNT=10"],
] as const)
  test(`${JSON.stringify(text)} becomes ${canonical}, which is stable`, () => {
    expect(rule(text)).toBe(canonical);
    expect(rule(canonical)).toBe(canonical);
  });

for (const [why, until, start, kept] of [
  ["a date is the last day", "20261130", {}, "20261130"],
  ["a local moment after the time of the day keeps the day", "20261130T090000", {}, "20261130"],
  ["a local moment before it keeps the day before", "20261130T085959", {}, "20261129"],
  ["08:00 UTC is 09:00 in Paris in winter", "20261130T080000Z", {}, "20261130"],
  ["a second earlier is too early for that day", "20261130T075959Z", {}, "20261129"],
  ["in summer 07:00 UTC is 09:00 in Paris", "20270630T070000Z", {}, "20270630"],
  ["the wall in Auckland is a day ahead", "20261130T200000Z", { timeZone: "Pacific/Auckland" }, "20261201"],
  ["and in Honolulu behind", "20261130T180000Z", { timeZone: "Pacific/Honolulu" }, "20261129"],
  ["an all-day item takes the moment's own date", "20261130T235959Z", { startTime: null }, "20261130"],
  ["the day of the start itself is enough", "20261123", {}, "20261123"],
  ["a leap second is taken", "20261130T235960Z", {}, "20261130"],
] as const)
  test(`UNTIL becomes the last local day: ${why}`, () => {
    expect(rule(`FREQ=DAILY;UNTIL=${until}`, start)).toBe(`FREQ=DAILY;UNTIL=${kept}`);
  });

test("a floating item reads UNTIL as UTC", () => {
  const floating = { date: "2026-11-23", startTime: "09:00", timeZone: null };
  expect(requireRecurrence("FREQ=DAILY;UNTIL=20261130T090000Z", floating, [])).toBe("FREQ=DAILY;UNTIL=20261130");
  expect(requireRecurrence("FREQ=DAILY;UNTIL=20261130T085959Z", floating, [])).toBe("FREQ=DAILY;UNTIL=20261129");
});

test("an UNTIL beyond the agenda's last date is dropped", () => {
  expect(rule("FREQ=DAILY;UNTIL=99991231T235959Z")).toBe("FREQ=DAILY");
});

for (const [text, words] of [
  ["", '"" is no part of a rule'],
  ["every Monday", '"EVERYMONDAY" is no part of a rule. Parts are written NAME=value'],
  ["FREQ=DAILY;;COUNT=2", '"" is no part of a rule'],
  ["FREQ=DAILY;COUNT=", '"COUNT=" is no part of a rule'],
  ["INTERVAL=2", "FREQ is missing. A rule says FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"],
  ["FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY is not known"],
  ["FREQ=HOURLY", "FREQ=HOURLY is not taken: an agenda holds at most one occurrence of an item a day"],
  ["FREQ=MINUTELY", "FREQ=MINUTELY is not taken"],
  ["FREQ=SECONDLY", "FREQ=SECONDLY is not taken"],
  ["FREQ=DAILY;BYHOUR=9", "BYHOUR is not taken: an item has one time a day, its startTime"],
  ["FREQ=DAILY;BYMINUTE=9", "BYMINUTE is not taken"],
  ["FREQ=DAILY;BYSECOND=9", "BYSECOND is not taken"],
  ["FREQ=YEARLY;RSCALE=CHINESE", "RSCALE (RFC 7529) is not taken"],
  ["FREQ=YEARLY;SKIP=BACKWARD", "SKIP (RFC 7529) is not taken"],
  ["FREQ=YEARLY;BYEASTER=0", '"BYEASTER" is no part that is known. Parts are FREQ,'],
  ["FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"],
  ["FREQ=DAILY;COUNT=3;UNTIL=20261224", "COUNT and UNTIL exclude each other"],
  ["FREQ=DAILY;INTERVAL=0", 'INTERVAL is a whole number from 1 to 9999; this is "0"'],
  ["FREQ=DAILY;INTERVAL=-1", 'this is "-1"'],
  ["FREQ=DAILY;INTERVAL=10000", 'this is "10000"'],
  ["FREQ=DAILY;INTERVAL=1.5", 'this is "1.5"'],
  ["FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL is a whole number"],
  ["FREQ=DAILY;COUNT=0", 'COUNT is a whole number from 1 to 99999; this is "0"'],
  ["FREQ=MONTHLY;BYMONTHDAY=32", 'BYMONTHDAY takes 1 to 31 and -1 to -31 (from the end); this is "32"'],
  ["FREQ=MONTHLY;BYMONTHDAY=0", 'this is "0"'],
  ["FREQ=MONTHLY;BYMONTHDAY=1,,2", 'this is ""'],
  ["FREQ=YEARLY;BYMONTH=13", 'BYMONTH takes 1 to 12; this is "13"'],
  ["FREQ=YEARLY;BYMONTH=-1", 'BYMONTH takes 1 to 12; this is "-1"'],
  ["FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY takes 1 to 366 and -1 to -366"],
  ["FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO takes 1 to 53 and -1 to -53"],
  ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS takes 1 to 366 and -1 to -366"],
  [
    "FREQ=WEEKLY;BYDAY=MONDAY",
    'BYDAY takes MO, TU, WE, TH, FR, SA, SU, with a number from 1 to 53 or -1 to -53 before it where one is meant (1MO, -1FR); this is "MONDAY"',
  ],
  ["FREQ=YEARLY;BYDAY=54MO", 'this is "54MO"'],
  ["FREQ=YEARLY;BYDAY=0MO", 'this is "0MO"'],
  ["FREQ=WEEKLY;WKST=1", "WKST is one of MO, TU, WE, TH, FR, SA, SU"],
  ["FREQ=WEEKLY;BYDAY=1MO", "1MO has a number, which FREQ=WEEKLY does not take"],
  ["FREQ=DAILY;BYDAY=-1MO", "-1MO has a number, which FREQ=DAILY does not take"],
  ["FREQ=YEARLY;BYWEEKNO=48;BYDAY=1MO", "1MO has a number, which does not go with BYWEEKNO. Use MO alone."],
  ["FREQ=MONTHLY;BYDAY=6MO", "6MO never comes: a month has at most five"],
  ["FREQ=YEARLY;BYMONTH=11;BYDAY=-6MO", "-6MO never comes"],
  ["FREQ=WEEKLY;BYMONTHDAY=23", "BYMONTHDAY does not go with FREQ=WEEKLY"],
  ["FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY does not go with FREQ=MONTHLY"],
  ["FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO does not go with FREQ=MONTHLY"],
  ["FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS chooses among the dates of other parts"],
  [
    "FREQ=DAILY;UNTIL=2026-12-24",
    'UNTIL is a date or a moment, written 20270630, 20270630T090000 or 20270630T070000Z; this is "2026-12-24"',
  ],
  ["FREQ=DAILY;UNTIL=20261224T250000", "UNTIL is a date or a moment"],
  ["FREQ=DAILY;UNTIL=20270631", "30"],
  ["FREQ=DAILY;UNTIL=20261122", "UNTIL=20261122 is before the item starts, on Monday 23 November 2026 at 09:00"],
  ["FREQ=DAILY;UNTIL=20261123T075959Z", "is before the item starts"],
  ["DTSTART:20261123T090000\nRRULE:FREQ=DAILY", "Send the rule alone"],
  [`FREQ=YEARLY;BYYEARDAY=${"1,".repeat(1000)}1`, "A rule has at most 2000 characters"],
  ["FREQ=WEEKLY;BYDAY=TU,TH", "Send as date 2026-11-19 (Thursday) or 2026-11-24 (Tuesday), or change the rule."],
  ["FREQ=DAILY;INTERVAL=7;BYDAY=TU", "Send as date 2026-11-17 (Tuesday) or 2026-11-24 (Tuesday)"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Send as date 2024-02-29 (Thursday) or 2028-02-29 (Tuesday)"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "This rule never matches: from 2026-11-23 on, no date up to 2199-12-31"],
  ["FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=11", "This rule never matches"],
  ["FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "This rule never matches"],
  ["FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO", "This rule never matches"],
] as const)
  test(`refused with helpful words: ${JSON.stringify(text.slice(0, 60))}`, () => {
    const said = refused(() => rule(text));
    expect(said).toContain(words);
    expect(said.startsWith("#/items/0/recurrence: ")).toBe(true);
  });

test("a rule that takes its day from the date and never matches it is refused with the reason", () => {
  expect(refused(() => rule("FREQ=YEARLY;BYMONTH=2", { date: "2026-11-30" }))).toContain(
    "Without BYMONTHDAY or BYDAY it takes the day of the month from date, 30.",
  );
});

test("near the agenda's first and last dates only valid dates are suggested", () => {
  expect(refused(() => rule("FREQ=WEEKLY;BYDAY=SU", { date: "1900-01-01" }))).toContain(
    "Send as date 1900-01-07 (Sunday),",
  );
  expect(refused(() => rule("FREQ=WEEKLY;BYDAY=SU", { date: "2199-12-31" }))).toContain(
    "Send as date 2199-12-29 (Sunday),",
  );
});
