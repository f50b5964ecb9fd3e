import type { OverviewDay, OverviewItem } from "../../contract/operations/planning.ts";
import type { Entry } from "../entries/entry.ts";
import { inOrder } from "../entries/first-entries.ts";
import { importedFlag } from "../item/imported-flag.ts";
import { shorten } from "../item/shorten.ts";
import type { Steps } from "../steps.ts";
import { type DateRange, dateRangeIn, isInDateRange } from "../time/date-range.ts";
import { addDays, weekdayOf } from "../time/dates.ts";
import { wallTimeIn } from "../time/instants.ts";
import { answerMoment, answerSpan } from "./answer-span.ts";
import { busySpanOf, commonSpan, joinSpans, reservedFor, type Span } from "./busy-span.ts";
import type { WeekHours } from "./day-hours.ts";
import { freeStretches } from "./free-time.ts";

/** A request for an overview. */
export interface OverviewQuestion {
  /** First and last day, both inclusive, in `timeZone`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly hours: WeekHours;
  /** Assumed length of items without an end. */
  readonly usualMinutes: number;
  readonly nowMs: number;
  /** What takes time but is not shown. */
  readonly isHidden?: (entry: Entry) => boolean;
}

/** Anything shorter is not called free. */
const freeMinutes = 15;
const textMost = 120;
const overlapsMost = 10;

/**
 * For each day what is planned, what overlaps and what is free.
 * @param entries everything that overlaps the days or runs into them; in any order
 * @param itemsMost how many items per day are listed; all are counted
 */
export function* overviewDays(
  entries: readonly Entry[],
  question: OverviewQuestion,
  itemsMost: number,
): Steps<OverviewDay[]> {
  const { from, to, timeZone } = question;
  const reserved = joinSpans(entries.flatMap(({ content }) => reservedFor(content, question.usualMinutes) ?? []));
  yield;
  const { isHidden } = question;
  const told = isHidden ? entries.filter((entry) => !isHidden(entry)) : entries;
  const ordered = inOrder(told, timeZone);
  yield;
  const days: OverviewDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const window = dateRangeIn(date, date, timeZone);
    const ofDay = ordered.filter(({ content }) => isInDateRange(content, window));
    const free = freeStretches(
      {
        ...{ from: date, to: date, timeZone, hours: question.hours, notBeforeMs: question.nowMs },
        ...{ lengthMinutes: freeMinutes, gapBeforeMinutes: 0, gapAfterMinutes: 0 },
      },
      reserved,
    );
    days.push({
      date,
      weekday: weekdayOf(date),
      itemCount: ofDay.length,
      items: ofDay.slice(0, itemsMost).map((entry) => answerOverviewEntry(entry, timeZone)),
      overlaps: overlapsIn(ofDay, window, timeZone),
      free: free.map((span) => ({
        ...clockTimes(span, window, timeZone),
        lengthMinutes: Math.round((span.endsAtMs - span.startsAtMs) / 60_000),
      })),
    });
    yield;
  }
  return days;
}

/** An entry of an overview, with times in the reader's zone. */
export function answerOverviewEntry({ item, occurrence, content }: Entry, readIn: string): OverviewItem {
  const { startsAtMs, endsAtMs, endTime, endDate, date, text, done, location } = content;
  const basics = {
    id: item.id,
    ...(occurrence !== null && { occurrence }),
    text: shorten(text, textMost),
  };
  const rest = { done, ...(location !== null && { location: shorten(location, textMost) }), ...importedFlag(item) };
  if (startsAtMs === null) return { ...basics, allDay: true, date, ...(endDate !== null && { endDate }), ...rest };
  const when =
    endTime === null
      ? answerMoment(startsAtMs, readIn)
      : answerSpan({ startsAtMs, endsAtMs: endsAtMs ?? startsAtMs }, readIn);
  const { weekday: _, timeZone: __, ...times } = when;
  const { lengthMinutes: ___, ...kept } = { lengthMinutes: 0, ...times };
  return { ...basics, ...kept, ...rest };
}

/** Pairs of open items of a day that overlap, the earlier first; at most ten. */
function overlapsIn(ofDay: readonly Entry[], window: DateRange, timeZone: string): OverviewDay["overlaps"] {
  const taking = ofDay.flatMap(({ item, content }) => {
    const span = busySpanOf(content);
    return span ? [{ item, text: content.text, span }] : [];
  });
  const overlaps: OverviewDay["overlaps"] = [];
  for (const [index, a] of taking.entries()) {
    for (let next = index + 1; next < taking.length; next++) {
      const b = taking[next] as (typeof taking)[number];
      const common = commonSpan(a.span, b.span);
      // Sorted by start: after the first one that does not overlap, none does.
      if (common === null) break;
      if (overlaps.length === overlapsMost) return overlaps;
      overlaps.push({
        ids: [a.item.id, b.item.id],
        texts: [shorten(a.text, textMost / 2), shorten(b.text, textMost / 2)],
        ...importedFlag(a.item, b.item),
        ...clockTimes(common, window, timeZone),
      });
    }
  }
  return overlaps;
}

/** Start and end of a span within a day, HH:MM; 24:00 if it continues to the end of the day. */
function clockTimes({ startsAtMs, endsAtMs }: Span, window: DateRange, timeZone: string) {
  const start = wallTimeIn(Math.max(startsAtMs, window.startsAtMs), timeZone);
  return {
    startTime: start.time,
    endTime: endsAtMs >= window.endsAtMs ? "24:00" : wallTimeIn(endsAtMs, timeZone).time,
  };
}
