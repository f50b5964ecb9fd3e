import type { LineReading } from "./line-readings.ts";

/** Plans that put an hour in the evening: "Drinks thurs 8". */

const plans = [
  "dinner|supper|drinks|cocktails|(?:pub )?quiz|pub|cinema|film|movie|gig|concert|party",
  "abendessen|abendbrot|kino|konzert|theater|party|feierabendbier",
  "diner|apero|cine|cinema|concert|theatre|fete",
  "cena|cenar|copas|cine|concierto|teatro|fiesta",
].join("|");
const on = "with|w/|at|for|and|mit|bei|und|avec|chez|et|con|en|y";
const plan = new RegExp(
  String.raw`^(?:(?<other>\p{L}+) )?(?:${plans})(?: (?:res(?:ervation)?|night|evening))?(?=$|,| (?:${on})(?!\p{L}))`,
  "u",
);
/** "Book dinner" is done by day. */
const errand =
  /^(?:book|buy|plan|cook|order|make|prep|prepare|organi[sz]e|arrange|cancel|pay|get|kochen|planen|reserver|preparer|organiser|acheter|commander|reservar|preparar|comprar|pagar)$/;

const isPlan = (text: string): boolean => {
  const words = text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const match = plan.exec(words);
  return match !== null && !errand.test(match.groups?.other ?? "");
};

/** "Dinner 8", "Dinner with Ana 8": an hour, or so many. */
export const isPlanAt = (text: string, number: string): boolean =>
  isPlan(text) && /^(?:[5-9]|1[0-2]|1[7-9]|2[0-3])$/.test(number);

/** Where an hour may be before or after noon, after noon comes first for a plan of the evening. */
export function eveningFirst(readings: readonly LineReading[], text: string): readonly LineReading[] {
  if (readings.length < 2) return readings;
  if (!isPlan(text)) return readings;
  const isEarly = ({ meaning = "", startTime = "" }: LineReading) =>
    meaning.includes("before noon") && startTime < "11:00" ? 1 : 0;
  return [...readings].sort((a, b) => isEarly(a) - isEarly(b));
}
