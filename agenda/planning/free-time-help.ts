import { weekdays } from "../../contract/fields/time.ts";
import { addDays } from "../time/dates.ts";
import { lengthWords } from "./answer-span.ts";
import type { Span } from "./busy-span.ts";
import { wakingHours } from "./day-hours.ts";
import { type FreeTimeQuestion, freeStretches, slotsIn } from "./free-time.ts";
import { slotWords } from "./free-time-words.ts";

/** A single change of the request that would yield free time, and the first slot it would yield. */
interface Help {
  readonly change: "days" | "hours" | "gaps" | "length" | "window";
  readonly words: string;
  readonly slot: Span;
  readonly lengthMinutes: number;
}

/** Number of days after the window that are examined too. */
export const laterDays = 14;
/** Shorter lengths are not suggested. */
const shortestMinutes = 15;

/**
 * What would help if nothing is free: each change is tried alone and returned only if it yields something.
 * @param occupied within the window and `laterDays` after it
 * @param lastDate no later day is examined
 */
export function helpFor(question: FreeTimeQuestion, occupied: readonly Span[], lastDate: string): Help[] {
  const { lengthMinutes, timeZone, to, hours } = question;
  const first = (changed: Partial<FreeTimeQuestion>) => {
    const asked = { ...question, ...changed };
    return slotsIn(freeStretches(asked, occupied), asked)[0];
  };
  const tell = (
    change: Help["change"],
    slot: Span | undefined,
    words: (when: string) => string,
    length = lengthMinutes,
  ) => (slot ? [{ change, words: words(slotWords(slot, timeZone)), slot, lengthMinutes: length }] : []);

  const other = new Map(hours);
  const usual = hours.values().next().value ?? [wakingHours];
  for (const weekday of weekdays) if (!other.has(weekday)) other.set(weekday, usual);
  const wider = new Map([...hours].map(([weekday, ofDay]) => [weekday, [...ofDay, wakingHours]]));
  const hasGaps = question.gapBeforeMinutes > 0 || question.gapAfterMinutes > 0;
  const shorter = longestBelow(question, occupied);
  const later = addDays(to, laterDays);
  return [
    ...tell(
      "days",
      other.size > hours.size ? first({ hours: other }) : undefined,
      (when) => `There is room on ${when}.`,
    ),
    ...tell("hours", first({ hours: wider }), (when) => `Outside these hours there is room on ${when}.`),
    ...(hasGaps
      ? tell(
          "gaps",
          first({ gapBeforeMinutes: 0, gapAfterMinutes: 0 }),
          (when) => `Without the gap it fits on ${when}.`,
        )
      : []),
    ...(shorter === 0
      ? []
      : tell(
          "length",
          first({ lengthMinutes: shorter }),
          (when) => `${lengthWords(shorter)} would fit on ${when}.`,
          shorter,
        )),
    ...tell(
      "window",
      to < lastDate ? first({ from: addDays(to, 1), to: later < lastDate ? later : lastDate }) : undefined,
      (when) => `Later there is room on ${when}.`,
    ),
  ];
}

/** The longest available length, in steps of five minutes; 0 if too short to be useful. */
function longestBelow(question: FreeTimeQuestion, occupied: readonly Span[]): number {
  const least = Math.min(shortestMinutes, question.lengthMinutes);
  const free = freeStretches({ ...question, lengthMinutes: least }, occupied);
  const longest = Math.max(0, ...free.map(({ startsAtMs, endsAtMs }) => (endsAtMs - startsAtMs) / 60_000));
  const minutes = Math.floor(longest / 5) * 5;
  return minutes < question.lengthMinutes && minutes >= shortestMinutes ? minutes : 0;
}
