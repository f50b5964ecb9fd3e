import { weekdays } from "../time/dates.ts";
import { months } from "../time/long-date.ts";
import { dayName } from "./day-arithmetic.ts";

/** Why something that was understood is impossible. Months are 1 to 12 where there is one, weekdays 1 for Monday. */
export type Refusal =
  | { readonly is: "outside" }
  | { readonly is: "noDate"; readonly year: number; readonly month: number; readonly day: number }
  | { readonly is: "noMonth"; readonly month: number }
  | { readonly is: "noDay"; readonly month: number; readonly day: number }
  | { readonly is: "noDayOfMonth"; readonly day: number }
  | { readonly is: "noWeek"; readonly week: number }
  | { readonly is: "otherWeekday"; readonly date: string; readonly weekday: number }
  | { readonly is: "anotherWeekday"; readonly date: string }
  | { readonly is: "tooFew"; readonly from: string; readonly to: string }
  | { readonly is: "endsFirst" }
  | { readonly is: "skipped"; readonly why: string };

/** The same for programs. */
export function whyRefused(refusal: Refusal): string {
  switch (refusal.is) {
    case "outside":
      return "The agenda takes dates from 1900 to 2199.";
    case "noDate": {
      const { day, month, year } = refusal;
      return `There is no ${day} ${months[month - 1]} ${year} in the agenda: it takes real dates from 1900 to 2199.`;
    }
    case "noMonth":
      return `There is no month ${refusal.month}.`;
    case "noDay":
      return `There is no ${refusal.day} ${months[refusal.month - 1]}.`;
    case "noDayOfMonth":
      return `No month has a day ${refusal.day}.`;
    case "noWeek":
      return `No year has a week ${refusal.week}.`;
    case "otherWeekday":
      return `That would be ${dayName(refusal.date)}, not a ${weekdays[refusal.weekday - 1]}.`;
    case "anotherWeekday":
      return `${dayName(refusal.date)} falls on a different weekday.`;
    case "tooFew":
      return `There are not that many from ${refusal.from} to ${refusal.to}.`;
    case "endsFirst":
      return "It would end before it begins.";
    case "skipped":
      return refusal.why;
  }
}
