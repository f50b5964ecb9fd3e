import { expect, test } from "@playwright/test";
import { refused } from "../item/refused.ts";
import { datesOf } from "../series/series-of.ts";

// The examples of RFC 5545 §3.8.5.3, in order. All begin at 09:00 in New York, as they do there.
const newYork = { startTime: "09:00", timeZone: "America/New_York" };

/** "1997-09: 2 9; 1997-10: 7" */
const written = (text: string) =>
  text.split(";").flatMap((month) => {
    const [name = "", days = ""] = month.split(":");
    return days
      .trim()
      .split(" ")
      .map((day) => `${name.trim()}-${day.padStart(2, "0")}`);
  });

const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index).join(" ");
const januaries = ["1998", "1999", "2000"].map((year) => `${year}-01: ${days(1, 31)}`).join(";");
const twoWeeks =
  "1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; 1997-11: 10 12 14 24 26 28; 1997-12: 8 10 12 22";
const tuesdaysAndThursdays = "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2";
const summer = (year: string, june: string, july: string, august: string) =>
  `${year}-06: ${june}; ${year}-07: ${july}; ${year}-08: ${august}`;

for (const [name, rule, start, expected, isCut] of [
  ["daily for 10 occurrences", "FREQ=DAILY;COUNT=10", "1997-09-02", `1997-09: ${days(2, 11)}`],
  [
    "daily until December 24, 1997",
    "FREQ=DAILY;UNTIL=19971224T000000Z",
    "1997-09-02",
    `1997-09: ${days(2, 30)}; 1997-10: ${days(1, 31)}; 1997-11: ${days(1, 30)}; 1997-12: ${days(1, 23)}`,
  ],
  [
    "every other day",
    "FREQ=DAILY;INTERVAL=2",
    "1997-09-02",
    "1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30; 1997-10: 2 4",
    true,
  ],
  ["every 10 days, 5 occurrences", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09: 2 12 22; 1997-10: 2 12"],
  [
    "every day in January, yearly",
    "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
    "1998-01-01",
    januaries,
  ],
  ["every day in January, daily", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", januaries],
  [
    "weekly for 10 occurrences",
    "FREQ=WEEKLY;COUNT=10",
    "1997-09-02",
    "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4",
  ],
  [
    "weekly until December 24, 1997",
    "FREQ=WEEKLY;UNTIL=19971224T000000Z",
    "1997-09-02",
    "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4 11 18 25; 1997-12: 2 9 16 23",
  ],
  [
    "every other week",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    "1997-09-02",
    "1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25; 1997-12: 9 23; 1998-01: 6 20; 1998-02: 3 17",
    true,
  ],
  [
    "Tuesday and Thursday for five weeks, until",
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "1997-09-02",
    tuesdaysAndThursdays,
  ],
  [
    "Tuesday and Thursday for five weeks, counted",
    "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
    "1997-09-02",
    tuesdaysAndThursdays,
  ],
  [
    "every other week on Monday, Wednesday and Friday until December 24, 1997",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "1997-09-01",
    twoWeeks,
  ],
  [
    "every other week on Tuesday and Thursday, 8 occurrences",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "1997-09-02",
    "1997-09: 2 4 16 18 30; 1997-10: 2 14 16",
  ],
  [
    "monthly on the first Friday for 10 occurrences",
    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    "1997-09-05",
    "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; 1998-05: 1; 1998-06: 5",
  ],
  [
    "monthly on the first Friday until December 24, 1997",
    "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
    "1997-09-05",
    "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5",
  ],
  [
    "every other month on the first and last Sunday, 10 occurrences",
    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "1997-09-07",
    "1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31",
  ],
  [
    "monthly on the second-to-last Monday, 6 months",
    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
    "1997-09-22",
    "1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16",
  ],
  [
    "monthly on the third-to-the-last day",
    "FREQ=MONTHLY;BYMONTHDAY=-3",
    "1997-09-28",
    "1997-09: 28; 1997-10: 29; 1997-11: 28; 1997-12: 29; 1998-01: 29; 1998-02: 26",
    true,
  ],
  [
    "monthly on the 2nd and 15th",
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    "1997-09-02",
    "1997-09: 2 15; 1997-10: 2 15; 1997-11: 2 15; 1997-12: 2 15; 1998-01: 2 15",
  ],
  [
    "monthly on the first and last day",
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    "1997-09-30",
    "1997-09: 30; 1997-10: 1 31; 1997-11: 1 30; 1997-12: 1 31; 1998-01: 1 31; 1998-02: 1",
  ],
  [
    "every 18 months on the 10th to 15th",
    "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    "1997-09-10",
    "1997-09: 10 11 12 13 14 15; 1999-03: 10 11 12 13",
  ],
  [
    "every Tuesday, every other month",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    "1997-09-02",
    "1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27; 1998-03: 3 10 17 24 31",
    true,
  ],
  [
    "yearly in June and July",
    "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    "1997-06-10",
    ["1997", "1998", "1999", "2000", "2001"].map((year) => `${year}-06: 10; ${year}-07: 10`).join(";"),
  ],
  [
    "every other year in January, February and March",
    "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    "1997-03-10",
    `1997-03: 10;${["1999", "2001", "2003"].map((year) => `${year}-01: 10; ${year}-02: 10; ${year}-03: 10`).join(";")}`,
  ],
  [
    "every third year on the 1st, 100th and 200th day",
    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "1997-01-01",
    "1997-01: 1; 1997-04: 10; 1997-07: 19; 2000-01: 1; 2000-04: 9; 2000-07: 18; 2003-01: 1; 2003-04: 10; 2003-07: 19; 2006-01: 1",
  ],
  [
    "every 20th Monday of the year",
    "FREQ=YEARLY;BYDAY=20MO",
    "1997-05-19",
    "1997-05: 19; 1998-05: 18; 1999-05: 17",
    true,
  ],
  [
    "Monday of week number 20",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "1997-05-12",
    "1997-05: 12; 1998-05: 11; 1999-05: 17",
    true,
  ],
  [
    "every Thursday in March",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    "1997-03-13",
    "1997-03: 13 20 27; 1998-03: 5 12 19 26; 1999-03: 4 11 18 25",
    true,
  ],
  [
    "every Thursday, but only during June, July, and August",
    "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    "1997-06-05",
    [
      summer("1997", "5 12 19 26", "3 10 17 24 31", "7 14 21 28"),
      summer("1998", "4 11 18 25", "2 9 16 23 30", "6 13 20 27"),
      summer("1999", "3 10 17 24", "1 8 15 22 29", "5 12 19 26"),
    ].join(";"),
    true,
  ],
  [
    "every Friday the 13th",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "1998-02-13",
    "1998-02: 13; 1998-03: 13; 1998-11: 13; 1999-08: 13; 2000-10: 13",
    true,
  ],
  [
    "the first Saturday that follows the first Sunday of the month",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "1997-09-13",
    "1997-09: 13; 1997-10: 11; 1997-11: 8; 1997-12: 13; 1998-01: 10; 1998-02: 7; 1998-03: 7; 1998-04: 11; 1998-05: 9; 1998-06: 13",
    true,
  ],
  [
    "U.S. Presidential Election day",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "1996-11-05",
    "1996-11: 5; 2000-11: 7; 2004-11: 2",
    true,
  ],
  [
    "the third instance of Tuesday, Wednesday, or Thursday",
    "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
    "1997-09-04",
    "1997-09: 4; 1997-10: 7; 1997-11: 6",
  ],
  [
    "the second-to-last weekday of the month",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "1997-09-29",
    "1997-09: 29; 1997-10: 30; 1997-11: 27; 1997-12: 30; 1998-01: 29; 1998-02: 26; 1998-03: 30",
    true,
  ],
  [
    "where WKST makes a difference: Monday",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    "1997-08-05",
    "1997-08: 5 10 19 24",
  ],
  [
    "where WKST makes a difference: Sunday",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    "1997-08-05",
    "1997-08: 5 17 19 31",
  ],
  [
    "an invalid date (February 30) is ignored",
    "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
    "2007-01-15",
    "2007-01: 15 30; 2007-02: 15; 2007-03: 15 30",
  ],
] as [string, string, string, string, boolean?][])
  test(`RFC 5545 §3.8.5.3: ${name}`, () => {
    const dates = written(expected);
    // Those that the RFC truncates with "..." continue; the others end.
    expect(datesOf(rule, start, { ...newYork, most: dates.length + (isCut ? 0 : 1) })).toEqual(dates);
  });

test("RFC 5545 §3.8.5.3: the example that excludes its start by EXDATE is refused with the dates that match", () => {
  expect(refused(() => datesOf("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", newYork))).toBe(
    "#/recurrence: The item's date must be the first of its dates, and Tuesday 1997-09-02 does not match this rule. Send as date 1997-06-13 (Friday) or 1998-02-13 (Friday), or change the rule.",
  );
});

for (const rule of [
  "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
  "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
  "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
])
  test(`RFC 5545 §3.8.5.3: rules with several occurrences a day are refused with the reason: ${rule}`, () => {
    expect(refused(() => datesOf(rule, "1997-09-02", newYork))).toMatch(
      /at most one occurrence of an item a day|BYHOUR/,
    );
  });

test("RFC 5545 §3.8.5.3: BYHOUR and BYMINUTE in a daily rule are refused with the reason", () => {
  const rule = "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40";
  expect(refused(() => datesOf(rule, "1997-09-02", newYork))).toContain(
    "BYHOUR is not taken: an item has one time a day",
  );
});
