/** Numbers and lists as English words, for recurrence rules. */

const mostListed = 12;

/** "a, b and c"; a long list is cut after ten with the number that remain. */
export function joinWords(words: readonly string[], word: "and" | "or" = "and"): string {
  if (words.length > mostListed) return `${words.slice(0, 10).join(", ")} ${word} ${words.length - 10} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${word} ${words.at(-1)}`;
}

const orderWords = ["first", "second", "third", "fourth", "fifth"];

/** "first", "20th", "last", "second to last" */
export function orderWord(place: number): string {
  const size = Math.abs(place);
  if (place === -1) return "last";
  return `${orderWords[size - 1] ?? withSuffix(size)}${place < 0 ? " to last" : ""}`;
}

/** "1st", "22nd", "13th" */
export function withSuffix(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th")}`;
}

/** "the 1st and 15th", "the 8th to 14th", "the 1st and the last day" */
export function monthDayWords(monthDays: readonly number[], word: "and" | "or"): string {
  const runs = runsOf(monthDays.filter((day) => day > 0));
  const fromStart = runs.map(([from, to]) =>
    from === to ? withSuffix(from) : `${withSuffix(from)} to ${withSuffix(to)}`,
  );
  const fromEnd = monthDays.filter((day) => day < 0).reverse();
  if (fromEnd.length === 0) return `the ${joinWords(fromStart, word)}`;
  return joinWords(
    [...fromStart, ...fromEnd.map((day) => `${orderWord(day)} day`)].map((each) => `the ${each}`),
    word,
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
export function numberWords(numbers: readonly number[], unit: "day" | "week", word: "and" | "or"): string {
  return joinWords(
    numbers.map((number) => (number > 0 ? `${unit} ${number}` : `the ${orderWord(number)} ${unit}`)),
    word,
  );
}
