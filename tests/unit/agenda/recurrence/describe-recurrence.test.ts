import { expect, test } from "@playwright/test";
import { describeRecurrence } from "../../../../agenda/recurrence/describe-recurrence.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { t } from "../../messages/catalogs.ts";

for (const [rule, date, words] of [
  ["FREQ=DAILY", "2026-11-23", "every day"],
  ["FREQ=DAILY;COUNT=10", "2026-11-23", "every day, 10 times"],
  ["FREQ=DAILY;COUNT=1", "2026-11-23", "every day, once"],
  ["FREQ=DAILY;INTERVAL=2", "2026-11-23", "every second day"],
  ["FREQ=DAILY;INTERVAL=3;BYMONTH=11,12", "2026-11-23", "every 3 days, only in November and December"],
  ["FREQ=DAILY;INTERVAL=3;BYDAY=MO", "2026-11-23", "every 3 days, only on Monday"],
  ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-23", "every weekday"],
  ["FREQ=DAILY;BYMONTH=1", "2027-01-01", "every day in January"],
  ["FREQ=DAILY;BYMONTHDAY=13", "2026-12-13", "every day that is the 13th of the month"],
  ["FREQ=WEEKLY", "2026-11-27", "every Friday"],
  ["FREQ=WEEKLY;UNTIL=20270630;BYDAY=MO,TH", "2026-11-23", "every Monday and Thursday until 30 June 2027"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "2026-11-23", "every day"],
  ["FREQ=WEEKLY;INTERVAL=2", "2026-11-27", "every second Friday"],
  ["FREQ=WEEKLY;INTERVAL=3", "2026-11-27", "every 3 weeks on Friday"],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
    "2026-11-27",
    "every second week on Monday, Tuesday, Wednesday, Thursday and Friday",
  ],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "2026-11-24",
    "every second week on Tuesday and Sunday, weeks starting on Sunday",
  ],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU", "2026-11-24", "every second Tuesday"],
  ["FREQ=WEEKLY;BYDAY=TU;BYMONTH=3,4", "2027-03-02", "every Tuesday in March and April"],
  [
    "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=-1",
    "2026-11-25",
    "every day that is a Monday, Tuesday or Wednesday, and of these only the last in each week",
  ],
  ["FREQ=MONTHLY", "2026-11-15", "the 15th of every month"],
  ["FREQ=MONTHLY", "2026-10-31", "the 31st of every month that has one"],
  ["FREQ=MONTHLY;INTERVAL=3", "2026-10-31", "every 3 months on the 31st where there is one"],
  ["FREQ=MONTHLY;INTERVAL=2", "2026-11-22", "the 22nd of every second month"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-01", "the 1st and 15th of every month"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", "the last day of every month"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,-2,-1", "2026-12-01", "the 1st, the last day and the second to last day of every month"],
  ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-11-13", "every Friday that falls on the 13th"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30", "the last weekday of every month"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", "2026-11-30", "the last day of every month"],
  ["FREQ=MONTHLY;BYDAY=MO,TH;BYSETPOS=1,-1", "2026-11-02", "the first and last Monday or Thursday of every month"],
  ["FREQ=MONTHLY;BYDAY=1MO", "2026-12-07", "the first Monday of every month"],
  ["FREQ=MONTHLY;BYDAY=5MO", "2026-11-30", "the fifth Monday of every month that has one"],
  [
    "FREQ=MONTHLY;BYDAY=1SU,-1SU;INTERVAL=2;COUNT=10",
    "2026-11-01",
    "the first and last Sunday of every second month, 10 times",
  ],
  ["FREQ=MONTHLY;BYDAY=1SU,-2FR", "2026-11-01", "the first Sunday and the second to last Friday of every month"],
  ["FREQ=MONTHLY;BYDAY=TU,1MO", "2026-11-03", "every Tuesday and the first Monday of every month"],
  ["FREQ=MONTHLY;BYDAY=TU", "2026-11-03", "every Tuesday"],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "2026-11-03", "every Tuesday of every second month"],
  ["FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1MO", "2027-01-04", "the first Monday of January and July"],
  ["FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11,12,13,14,15", "2026-11-10", "every 18 months on the 10th to 15th"],
  ["FREQ=YEARLY", "2028-02-29", "every year on 29 February"],
  ["FREQ=YEARLY;INTERVAL=2", "2026-11-23", "every second year on 23 November"],
  ["FREQ=YEARLY;BYMONTH=1,7", "2027-01-15", "every year on the 15th of January and July"],
  ["FREQ=YEARLY;BYMONTHDAY=15", "2026-12-15", "every year on the 15th of every month"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2027-02-28", "every year on the last day of February"],
  ["FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", "2027-09-06", "every year on the first Monday of September"],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "2027-03-04", "every Thursday in March"],
  ["FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=TH", "2027-03-04", "every second year on every Thursday of March"],
  ["FREQ=YEARLY;BYDAY=20MO", "2026-05-18", "every year on the 20th Monday of the year"],
  ["FREQ=YEARLY;BYDAY=-1SU", "2026-12-27", "every year on the last Sunday of the year"],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-03-31", "every year on the last weekday of March"],
  ["FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2027-01-01", "every year on the first weekday of the year"],
  ["FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO", "2026-05-11", "every year on Monday of week 20 and the last week"],
  ["FREQ=YEARLY;BYWEEKNO=20;WKST=SU", "2026-05-20", "every year on Wednesday of week 20, weeks starting on Sunday"],
  [
    "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,-1",
    "2026-01-01",
    "every 3 years on day 1, day 100 and the last day of the year",
  ],
  [
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "2028-11-07",
    "every 4 years on each day that is in November and also the 2nd to 8th of the month and also a Tuesday",
  ],
  [
    "FREQ=YEARLY;BYMONTH=3,6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "2027-06-30",
    "every day that is in March or June and also a weekday, and of these only the last in each year",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYSETPOS=-1",
    "2026-12-03",
    "every day that is the 1st to 3rd of the month, and of these only the last in each month",
  ],
] as const)
  test(`${rule} from ${date} is described as "${words}"`, () => {
    const canonical = requireRecurrence(rule, { date, startTime: null, timeZone: null }, []);
    expect(describeRecurrence(canonical, date, t)).toBe(words);
  });

test("a rule with hundreds of numbers is described briefly, with how many are omitted", () => {
  const days = Array.from({ length: 300 }, (_, index) => index + 1);
  const words = describeRecurrence(`FREQ=YEARLY;BYYEARDAY=${days}`, "2026-01-01", t);
  expect(words).toBe(
    `every year on ${days
      .slice(0, 10)
      .map((day) => `day ${day}`)
      .join(", ")} and 290 more of the year`,
  );
});
