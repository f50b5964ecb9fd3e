import { limits } from "../../contract/limits.ts";
import type { OverviewDay, OverviewItem } from "../../contract/operations/planning.ts";
import { shorten } from "../item/shorten.ts";
import { addDays } from "../time/dates.ts";
import { longDate } from "../time/long-date.ts";
import { counted, lengthWords, listed } from "./answer-span.ts";

/** Input for the text of an overview. */
export interface SpokenOverview {
  readonly span: "day" | "week";
  readonly days: readonly OverviewDay[];
  readonly today: string;
  /** Whether a day has working hours that are not over. */
  readonly hasHours: (date: string) => boolean;
  /** The number of distinct items on these days. */
  readonly itemCount: number;
  readonly overdue: { readonly count: number; readonly items: readonly OverviewItem[] };
}

/** Levels of detail: items named per day, characters per text, and what else is named. */
const measures = [
  { items: 12, text: 60, others: 3 },
  { items: 8, text: 50, others: 3 },
  { items: 5, text: 40, others: 2 },
  { items: 3, text: 30, others: 2 },
  { items: 2, text: 24, others: 1 },
  { items: 1, text: 20, others: 1 },
  { items: 0, text: 16, others: 0 },
] as const;
type Measure = (typeof measures)[number];

/** An overview in sentences, as detailed as fits for reading aloud: at most `limits.spoken` characters. */
export function spokenWords(overview: SpokenOverview): string {
  const say = overview.span === "day" ? sayDay : sayWeek;
  const fitting = measures.map((measure) => say(overview, measure)).find((words) => words.length <= limits.spoken);
  return fitting ?? shorten(say(overview, measures[6]), limits.spoken);
}

function sayDay({ days, today, hasHours, overdue }: SpokenOverview, measure: Measure): string {
  const [day] = days;
  if (!day) return "";
  const name = `${relative(day.date, today)}${dayName(day, today)}`;
  const named = namesOf(day, measure);
  return join([
    day.itemCount === 0
      ? `${name}: nothing planned.`
      : `${name}: ${itemsWords(day.itemCount, day.items)}${named ? `. ${named}` : ""}.`,
    overlapWords(day, measure),
    freeWords(day, hasHours(day.date), measure),
    overdueWords(overdue, measure),
  ]);
}

function sayWeek({ days, today, hasHours, itemCount, overdue }: SpokenOverview, measure: Measure): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return "";
  const isNow = first.date <= today && today <= last.date;
  const name = `${isNow ? "This week" : "The week"} from ${dayName(first, today)} to ${dayName(last, today)}`;
  const busy = days.filter((day) => day.itemCount > 0);
  const empty = days.filter((day) => day.itemCount === 0).map(({ weekday }) => weekday);
  const freest = days
    .filter(({ date }) => hasHours(date))
    .map(({ weekday, free }) => ({ weekday, minutes: free.reduce((sum, one) => sum + one.lengthMinutes, 0) }));
  const sum = freest.reduce((minutes, day) => minutes + day.minutes, 0);
  const most = freest.toSorted((a, b) => b.minutes - a.minutes)[0];
  const overlaps = days.filter((day) => day.overlaps.length > 0);
  const each = busy.map((day) => {
    const names = namesOf(day, measure);
    return `${day.weekday}: ${names || counted(day.itemCount, "item")}.`;
  });
  return join([
    itemCount === 0 ? `${name}: nothing planned.` : `${name}: ${counted(itemCount, "item")}.`,
    ...each,
    busy.length > 0 && empty.length > 0 ? `Nothing on ${listed(empty)}.` : "",
    overlaps.length === 1 && overlaps[0]
      ? `On ${overlaps[0].weekday}: ${overlapWords(overlaps[0], measure)}`
      : overlaps.length > 1
        ? `Items overlap on ${listed(overlaps.map(({ weekday }) => weekday))}.`
        : "",
    freest.length === 0
      ? ""
      : sum === 0
        ? "Nothing is left free of the working hours."
        : `${lengthWords(sum)} of the working hours are free, most on ${most?.weekday}.`,
    overdueWords(overdue, measure),
  ]);
}

const join = (sentences: readonly string[]) => sentences.filter(Boolean).join(" ");

function relative(date: string, today: string): string {
  if (date === today) return "Today, ";
  if (date === addDays(today, 1)) return "Tomorrow, ";
  return date === addDays(today, -1) ? "Yesterday, " : "";
}

/** "Friday 27 November", with the year if it is not this one. */
function dayName({ date, weekday }: OverviewDay, today: string): string {
  const day = longDate(date);
  return `${weekday} ${date.slice(0, 4) === today.slice(0, 4) ? day.slice(0, -" 2026".length) : day}`;
}

/** "3 items", "3 items, 1 of them done". The done count is only given if all items are listed. */
function itemsWords(count: number, items: readonly OverviewItem[]): string {
  const done = items.filter((item) => item.done).length;
  if (done === 0 || items.length < count) return counted(count, "item");
  if (done === count) return count === 1 ? "1 item, done" : `${counted(count, "item")}, all done`;
  return `${counted(count, "item")}, ${done} of them done`;
}

/** Open items first: "Standup 09:00 to 09:30, Dentist at 14:00 and 2 more". */
function namesOf({ date, items, itemCount: count }: OverviewDay, { items: most, text }: Measure): string {
  const open = items.filter((item) => !item.done);
  const named = open.slice(0, most).map((item) => `${short(item.text, text)}${timesWords(item, date)}`);
  const done = items.length - open.length;
  const more = count - done - named.length;
  if (named.length === 0) return "";
  return listed([...named, ...(more > 0 ? [`${more} more`] : [])]);
}

/** What of its times belongs to the day: of a night shift the evening it begins, then its end. */
function timesWords({ allDay, date, startTime, endDate = date, endTime }: OverviewItem, day: string): string {
  if (allDay || (date < day && day < endDate)) return " (all day)";
  if (date < day) return ` until ${endTime}`;
  if (endDate > addDays(date, 1)) return ` from ${startTime}`;
  return endTime === undefined ? ` at ${startTime}` : ` ${startTime} to ${endTime}`;
}

function short(text: string, most: number): string {
  const cut = shorten(text, most);
  return cut.length < text.length ? `${cut.trimEnd()}…` : cut;
}

function overlapWords({ overlaps }: OverviewDay, { others, text }: Measure): string {
  if (overlaps.length === 0) return "";
  if (others === 0) return `${counted(overlaps.length, "overlap")}.`;
  const said = overlaps.slice(0, others).map(({ texts, startTime, endTime }) => {
    const when = startTime === endTime ? `at ${startTime}` : `from ${startTime} to ${endTime}`;
    return `${listed(texts.map((one) => short(one, text)))} overlap ${when}`;
  });
  const more = overlaps.length - said.length;
  return `${said.join("; ")}${more > 0 ? `; ${counted(more, "more overlap")}` : ""}.`;
}

function freeWords({ free }: OverviewDay, hasHours: boolean, { others }: Measure): string {
  if (!hasHours) return "";
  if (free.length === 0) return "Nothing is left free of the working hours.";
  const sum = free.reduce((minutes, one) => minutes + one.lengthMinutes, 0);
  if (others === 0) return `${lengthWords(sum)} of the working hours are free.`;
  const said = free.slice(0, others + 1).map(({ startTime, endTime }) => `${startTime} to ${endTime}`);
  const more = free.length - said.length;
  return `Free: ${listed([...said, ...(more > 0 ? [`${more} more`] : [])])}.`;
}

function overdueWords({ count, items }: SpokenOverview["overdue"], { others, text }: Measure): string {
  if (count === 0) return "";
  const named = items.slice(0, others).map((item) => short(item.text, text));
  const more = count - named.length;
  const names = named.length === 0 ? "" : `: ${listed([...named, ...(more > 0 ? [`${more} more`] : [])])}`;
  // Nothing further back was examined, and the listener must not take this for everything.
  return `${counted(count, "item")} of the last ${limits.overdueDays} days ${count === 1 ? "is" : "are"} overdue${names}.`;
}
