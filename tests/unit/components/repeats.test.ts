import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { requireRecurrence } from "../../../agenda/recurrence/require-recurrence.ts";
import { completeRule } from "../../../agenda/recurrence/rule-days.ts";
import { readRule, writeRule } from "../../../agenda/recurrence/rule-text.ts";
import { addDays } from "../../../agenda/time/dates.ts";
import { dayNumberOf } from "../../../agenda/time/wall-clock.ts";
import {
  choiceOf,
  customWords,
  monthDaysFor,
  monthDayWords,
  repeatChoices,
  repeatStart,
  sentenceOf,
  startFor,
  thenWords,
} from "../../../components/repeats/repeat-choices.ts";
import { firstForm, formOf, mistakesOf, type RepeatForm, ruleOf } from "../../../components/repeats/repeat-form.ts";
import { english } from "../../../components/time/date-words.ts";
import { t } from "../messages/catalogs.ts";
import { requireEqual } from "../require-equal.ts";

const friday = "2026-11-27";
const single = { date: friday, isOccurrence: false };

const anyDate = fc.integer({ min: 0, max: 5000 }).map((days) => addDays("2024-01-01", days));
const anyNumber = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 100_000 }));
const anyMonthDay = fc.oneof(
  fc.constantFrom("-1", ...Array.from({ length: 31 }, (_, index) => String(index + 1))),
  fc
    .tuple(fc.constantFrom("-1", "1", "2", "3", "4", "5"), fc.constantFrom("MO", "TH", "FR", "SU"))
    .map((day) => day.join("")),
);

/**
 * Everything that the fields can contain, valid or not, with the item's date. Fields of other frequencies keep their initial
 * values.
 */
const anyForm = fc
  .record({
    date: anyDate,
    frequency: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY" as const),
    interval: anyNumber.map(String),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 7 }),
    monthDay: anyMonthDay,
    end: fc.oneof(
      fc.constant({ ends: "never" } as const),
      anyNumber.map((count) => ({ ends: "count", count: String(count) }) as const),
      anyDate.map((until) => ({ ends: "until", until }) as const),
    ),
    weekStart: fc.constantFrom(0, 1, 6),
    isOccurrence: fc.boolean(),
  })
  .map(({ date, frequency, weekdays, monthDay, end, weekStart, interval, isOccurrence }) => {
    const form: RepeatForm = {
      ...firstForm(date, weekStart),
      ...{ frequency, interval, ...end },
      ...(frequency === "WEEKLY" && { weekdays: weekdays.sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)) }),
      ...(frequency === "MONTHLY" && { monthDay }),
    };
    return { form, date, isOccurrence };
  });

test("fields survive the conversion to a rule and back, for all of them", () => {
  fc.assert(
    fc.property(anyForm, ({ form, date, isOccurrence }) => {
      const rule = ruleOf(form, isOccurrence ? undefined : date);
      fc.pre(Object.keys(mistakesOf(form, "1900-01-01", english, t)).length === 0);
      requireEqual(formOf(rule, date, form.weekStart), form);
      // Formatted as the server does, so that nothing seems changed after saving.
      requireEqual(writeRule({ ...readRule(rule, []), until: readRule(rule, []).until?.date ?? null }), rule);
    }),
    { numRuns: 100 },
  );
});

test("the fields show no error, and the date fits, exactly if the server accepts the rule", () => {
  fc.assert(
    fc.property(anyForm, ({ form, date }) => {
      const rule = ruleOf(form, date);
      const isRight = Object.keys(mistakesOf(form, date, english, t)).length === 0 && startFor(rule, date) === date;
      const taken = () => requireRecurrence(rule, { date, startTime: null, timeZone: null }, []);
      if (isRight) requireEqual(taken(), rule);
      else expect(taken).toThrow();
    }),
    { numRuns: 100 },
  );
});

const expressible = [
  "FREQ=DAILY",
  "FREQ=DAILY;INTERVAL=3;COUNT=5",
  "FREQ=WEEKLY",
  "FREQ=WEEKLY;BYDAY=FR",
  "FREQ=WEEKLY;UNTIL=20270630;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
  "FREQ=MONTHLY",
  "FREQ=MONTHLY;BYMONTHDAY=27",
  "FREQ=MONTHLY;BYMONTHDAY=-1",
  "FREQ=MONTHLY;INTERVAL=2;BYDAY=4FR",
  "FREQ=MONTHLY;BYDAY=-1FR",
  "FREQ=YEARLY",
  "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=27",
];
const others = [
  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "FREQ=MONTHLY;BYMONTHDAY=1,15",
  "FREQ=MONTHLY;BYMONTHDAY=-2",
  "FREQ=MONTHLY;BYDAY=FR",
  "FREQ=MONTHLY;BYDAY=-2FR",
  "FREQ=MONTHLY;BYMONTH=11;BYMONTHDAY=27",
  "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
  "FREQ=WEEKLY;BYMONTH=1,2;BYDAY=FR",
  "FREQ=DAILY;BYDAY=FR",
  "FREQ=DAILY;BYMONTH=11",
  "FREQ=YEARLY;BYMONTH=3,11;BYMONTHDAY=27",
  "FREQ=YEARLY;BYMONTH=11;BYDAY=4FR",
  "FREQ=YEARLY;BYYEARDAY=331",
  "FREQ=YEARLY;BYWEEKNO=48;BYDAY=FR",
];

test("a rule that the fields can represent keeps its dates", () => {
  const complete = (rule: string) => completeRule({ ...readRule(rule, []), until: null }, dayNumberOf(friday));
  for (const rule of expressible) {
    const form = formOf(rule, friday, 1);
    expect(form, rule).toBeDefined();
    if (form) expect(complete(ruleOf(form, friday)), rule).toEqual(complete(rule));
    if (form) expect(complete(ruleOf(form)), rule).toEqual(complete(rule));
  }
});

test("a rule that the fields cannot represent has no fields, but a sentence", () => {
  for (const rule of others) {
    expect(formOf(rule, friday, 1), rule).toBeUndefined();
    expect(choiceOf(rule, single, english, t), rule).toBeUndefined();
    expect(sentenceOf(rule, friday, t), rule).toMatch(/^\S+ .+/);
  }
  for (const none of ["", "FREQ=WEEKLY;BYDAY=", "FREQ=DAILY;COUNT=0", "FREQ=HOURLY"])
    expect([formOf(none, friday, 1), sentenceOf(none, friday, t)], none).toEqual([undefined, undefined]);
});

test("the rules offered first match the date", () => {
  expect(repeatChoices(single, english, t)).toEqual([
    { rule: "FREQ=DAILY", words: "Every day" },
    { rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", words: "Every weekday (Mon–Fri)" },
    { rule: "FREQ=WEEKLY", words: "Every Friday" },
    { rule: "FREQ=MONTHLY", words: "The 27th of every month" },
    { rule: "FREQ=MONTHLY;BYDAY=4FR", words: "The fourth Friday of every month" },
    { rule: "FREQ=MONTHLY;BYDAY=-1FR", words: "The last Friday of every month" },
    { rule: "FREQ=YEARLY", words: "Every year on 27 November" },
  ]);
  expect(repeatChoices({ date: "2027-01-31", isOccurrence: false }, english, t).map(({ words }) => words)).toEqual([
    ...["Every day", "Every Sunday", "The 31st of every month that has one", "The last day of every month"],
    ...["The last Sunday of every month", "Every year on 31 January"],
  ]);
  fc.assert(
    fc.property(anyDate, fc.boolean(), (date, isOccurrence) => {
      const rules = repeatChoices({ date, isOccurrence }, english, t).map(({ rule }) => rule);
      requireEqual(
        rules.map((rule) => requireRecurrence(rule, { date, startTime: null, timeZone: null }, [])),
        rules,
      );
    }),
  );
});

test("an occurrence supplies nothing to its rule: the series may begin on another day", () => {
  const rules = repeatChoices({ date: friday, isOccurrence: true }, english, t).map(({ rule }) => rule);
  expect(rules).toContain("FREQ=WEEKLY;BYDAY=FR");
  expect(rules).toContain("FREQ=MONTHLY;BYMONTHDAY=27");
  expect(rules).toContain("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=27");
});

test("a choice is recognized however its rule is written", () => {
  for (const rule of ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR"]) {
    expect(choiceOf(rule, single, english, t)?.words).toBe("Every Friday");
    expect(choiceOf(rule, { ...single, isOccurrence: true }, english, t)?.words).toBe("Every Friday");
  }
  expect(choiceOf("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=27", single, english, t)?.words).toBe("Every year on 27 November");
  expect(choiceOf("FREQ=WEEKLY;COUNT=4", single, english, t)).toBeUndefined();
  expect(choiceOf("FREQ=WEEKLY;BYDAY=TH", single, english, t)).toBeUndefined();
});

test("days of a month are described as in the sentence", () => {
  expect(monthDaysFor(friday).map((day) => monthDayWords(day, english, t))).toEqual([
    ...["the 27th", "the fourth Friday", "the last Friday"],
  ]);
  expect(["31", "-1", "5MO"].map((day) => monthDayWords(day, english, t))).toEqual([
    ...["the 31st", "the last day", "the fifth Monday"],
  ]);
});

test("a saved rule outside the usual choices is one entry, with a button to the fields; any other leaves the entry for the fields", () => {
  expect(customWords(true, true, t)).toEqual({ kept: "Custom" });
  expect(customWords(true, false, t)).toEqual({ kept: "As saved", fields: "Custom…" });
  expect(customWords(false, true, t)).toEqual({ kept: "As saved", fields: "Custom…" });
});

test("the next three dates are shown, and when there are no more", () => {
  const told = (rule: string) => thenWords(rule, { ...single, isSaved: false }, friday, english, t);
  expect(told("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,FR")).toBe("Then Thu 10 Dec, Fri 11 Dec, Thu 24 Dec, and so on.");
  expect(told("FREQ=YEARLY;COUNT=3")).toBe("Then Sat 27 Nov 2027 and Mon 27 Nov 2028, and no more.");
  expect(told("FREQ=WEEKLY;UNTIL=20261203")).toBe("Only on this date.");
});

test("moving one occurrence alone leaves the rule unchanged; another rule counts from its new date", () => {
  const item = { date: friday, occurrence: friday, recurrence: "FREQ=WEEKLY" };
  const saturday = { date: "2026-11-28", recurrence: item.recurrence };
  const moved = repeatStart(item, saturday);
  expect(moved).toEqual({ date: friday, isOccurrence: true });
  expect(choiceOf(item.recurrence, moved, english, t)?.words).toBe("Every Friday");
  expect(repeatStart({ ...item, date: "2026-11-28" }, { date: "2026-11-29", recurrence: "FREQ=WEEKLY" })).toEqual(
    moved,
  );
  expect(repeatStart({ ...item, date: "2026-11-28" }, { ...saturday, recurrence: "FREQ=DAILY" })).toEqual(moved);
  expect(repeatStart(item, { ...saturday, recurrence: "FREQ=DAILY" }).date).toBe("2026-11-28");
  // A whole series keeps its rule when moved, and so does an item that does not repeat yet.
  expect(repeatStart({ date: friday, recurrence: "FREQ=WEEKLY" }, saturday)).toEqual({
    date: "2026-11-28",
    isOccurrence: false,
  });
});

test("for an occurrence the rule is shown, and nothing that depends on the first date of its series", () => {
  const told = (rule: string, isSaved: boolean) =>
    thenWords(rule, { date: friday, isOccurrence: true, isSaved }, friday, english, t);
  for (const isSaved of [true, false]) {
    expect(told("FREQ=WEEKLY;BYDAY=FR", isSaved)).toBe(
      "By the rule, then Fri 4 Dec, Fri 11 Dec, Fri 18 Dec, and so on.",
    );
    expect(told("FREQ=WEEKLY;UNTIL=20261204;BYDAY=FR", isSaved)).toBe("By the rule, then Fri 4 Dec, and no more.");
    expect(told("FREQ=WEEKLY;UNTIL=20261203;BYDAY=FR", isSaved)).toBe("The last one.");
    expect(told("FREQ=WEEKLY;COUNT=4;BYDAY=FR", isSaved)).toBe("");
  }
  expect(told("FREQ=WEEKLY;INTERVAL=2", true)).toBe(
    "By the rule, then Fri 11 Dec, Fri 25 Dec, Fri 8 Jan 2027, and so on.",
  );
  expect(told("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", false)).toBe("");
  expect(told("FREQ=WEEKLY;UNTIL=20261126;BYDAY=FR", false)).toBe("");
  expect(told("FREQ=WEEKLY;UNTIL=20261127;BYDAY=TH", false)).toBe("");
});

test("errors are shown in words, at their fields", () => {
  const form = firstForm(friday, 1);
  expect(mistakesOf(form, friday, english, t)).toEqual({});
  expect(mistakesOf({ ...form, weekdays: [], interval: "0", ends: "count", count: "1.5" }, friday, english, t)).toEqual(
    {
      weekdays: "Choose a day, or several.",
      interval: "A whole number from 1 to 9,999.",
      count: "A whole number from 1 to 99,999.",
    },
  );
  expect(mistakesOf({ ...form, ends: "until" }, friday, english, t)).toEqual({ until: "Choose the last day." });
  expect(mistakesOf({ ...form, ends: "until", until: "2026-11-26" }, friday, english, t)).toEqual({
    until: "This is before the first date, Friday 27 November 2026.",
  });
  // A series seen from a later date may end before that: whether all of it is meant is asked later.
  expect(mistakesOf({ ...form, ends: "until", until: "2026-11-26" }, undefined, english, t)).toEqual({});
  expect(mistakesOf({ ...form, ends: "until" }, undefined, english, t)).toEqual({ until: "Choose the last day." });
});

test("if the date does not match the rule, the one to begin on is named", () => {
  expect(startFor("FREQ=WEEKLY;BYDAY=MO,TH", friday)).toBe("2026-11-30");
  expect(startFor("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", friday)).toBe("2026-11-30");
  expect(startFor("FREQ=MONTHLY;BYDAY=-1FR", friday)).toBe(friday);
  expect(startFor("FREQ=WEEKLY;UNTIL=20200101", friday)).toBe(friday);
});
