import { addDays } from "../time/dates.ts";
import { firstOn, weekOn } from "./day-arithmetic.ts";
import { type Day, distinct, type Now, type SaidDay } from "./parsed-parts.ts";

/** The days a weekday may mean, depending on the word before it. Usage differs for "next" and "last", so those give two. */

const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const nameOf = (weekday: number) => names[weekday - 1] ?? "";

/** "Friday": the coming one; on a Friday it may also be today. */
export function bare(weekday: number): Day {
  return ({ from, today }) => {
    const date = firstOn(weekday, from);
    if (date !== today) return [{ date }];
    return [
      { date, meaning: "today" },
      { date: addDays(date, 7), meaning: `${nameOf(weekday)} in a week` },
    ];
  };
}

/** "the coming Friday": never today. */
export const coming =
  (weekday: number): Day =>
  ({ from }) => [{ date: firstOn(weekday, addDays(from, 1)) }];

/** The weekday in the week n weeks from now. */
export const ofWeek = (weekday: number, weeks: number, { today, weekStart }: Pick<Now, "today" | "weekStart">) =>
  addDays(weekOn(today, weekStart), weeks * 7 + ((weekday - weekStart + 7) % 7));

/** "this Friday": this week's; if that is past, possibly the coming one. */
export function thisOne(weekday: number): Day {
  return (now) => {
    const date = ofWeek(weekday, 0, now);
    if (date >= now.today) return [{ date }];
    return [
      { date: firstOn(weekday, now.today), meaning: `the coming ${nameOf(weekday)}` },
      { date, meaning: `the ${nameOf(weekday)} of this week, which is past` },
    ];
  };
}

/** "next Friday": the coming one, or that of next week. */
export function next(weekday: number): Day {
  return (now) =>
    choice(
      { date: firstOn(weekday, addDays(now.today, 1)), meaning: `the coming ${nameOf(weekday)}` },
      { date: ofWeek(weekday, 1, now), meaning: `the ${nameOf(weekday)} of next week`, isUsual: true },
    );
}

/** "übernächsten Freitag": the one after the coming one, or that of the week after next. */
export function afterNext(weekday: number): Day {
  return (now) =>
    choice(
      { date: addDays(firstOn(weekday, addDays(now.today, 1)), 7), meaning: `the second ${nameOf(weekday)} to come` },
      { date: ofWeek(weekday, 2, now), meaning: `the ${nameOf(weekday)} of the week after next`, isUsual: true },
    );
}

/** "last Friday": the one before today, or that of last week. */
export function last(weekday: number): Day {
  return (now) =>
    choice(
      { date: addDays(firstOn(weekday, now.today), -7), meaning: `the most recent ${nameOf(weekday)}` },
      { date: ofWeek(weekday, -1, now), meaning: `the ${nameOf(weekday)} of last week` },
    );
}

/** Two candidates, each labelled unless they are the same day. */
function choice(...days: SaidDay[]): SaidDay[] {
  const different = distinct(days);
  return different.length > 1 ? different : different.map(({ date }) => ({ date }));
}
