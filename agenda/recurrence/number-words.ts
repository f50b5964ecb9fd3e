import type { Translator } from "../../messages/translator.ts";
import { listText } from "../time/date-texts.ts";

/** Numbers and lists in words, for recurrence rules. */

const mostListed = 12;

/** "a, b and c"; a long list is cut after ten with the number that remain. */
export function joinWords(words: readonly string[], word: "and" | "or", t: Translator): string {
  if (words.length <= mostListed) return listText(words, word, t);
  return listText([...words.slice(0, 10), t("when.more", { count: words.length - 10 })], word, t);
}

/** "first", "20th", "last", "second to last" */
export function orderWord(place: number, t: Translator): string {
  const size = Math.abs(place);
  const first = t("recurrence.first", { place: String(size), nth: t("recurrence.nth", { n: size }) });
  return place < 0 ? t("recurrence.last", { place: String(size), first }) : first;
}

/** "1st", "22nd", "13th" of a month. */
const dateWord = (day: number, t: Translator): string => t("recurrence.date", { n: day });

/** "the 1st and 15th", "the 8th to 14th", "the 1st and the last day" */
export function monthDayWords(monthDays: readonly number[], word: "and" | "or", t: Translator): string {
  const runs = runsOf(monthDays.filter((day) => day > 0));
  const fromStart = runs.map(([from, to]) =>
    from === to ? dateWord(from, t) : t("recurrence.dateRange", { from: dateWord(from, t), to: dateWord(to, t) }),
  );
  const dates = (count: number, dates: string) => t("recurrence.dates", { count, dates });
  const fromEnd = monthDays.filter((day) => day < 0).reverse();
  if (fromEnd.length === 0) return dates(monthDays.length, joinWords(fromStart, word, t));
  return joinWords(
    [
      ...fromStart.map((each, index) => dates(runs[index]?.[0] === runs[index]?.[1] ? 1 : 2, each)),
      ...fromEnd.map((day) => t("recurrence.dayFromEnd", { order: orderWord(day, t) })),
    ],
    word,
    t,
  );
}

/** Groups three or more consecutive numbers into a range. @param numbers sorted */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.flatMap(
    ([from, to]) =>
      (to - from === 1
        ? [
            [from, from],
            [to, to],
          ]
        : [[from, to]]) as [number, number][],
  );
}

/** "day 100 and the last day", "week 20" */
export function numberWords(
  numbers: readonly number[],
  unit: "day" | "week",
  word: "and" | "or",
  t: Translator,
): string {
  const words = numbers.map((n) =>
    n > 0
      ? t("recurrence.numbered", { unit, n: String(n) })
      : t("recurrence.numberedFromEnd", { unit, order: orderWord(n, t) }),
  );
  return joinWords(words, word, t);
}
