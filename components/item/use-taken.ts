import { addDays, datesFrom } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type Draft, lengthMinutes } from "../draft/item-draft.ts";
import type { TimeHeard } from "../fields/time-heard.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";
import { isBooking } from "../timeline/day-line.ts";
import type { Day } from "../timeline/days.ts";
import { useKnownDay } from "../timeline/use-known-day.ts";

const minuteMs = 60_000;

/**
 * Whether something else is at a time offered for an item: as its start, with its current length, or as its end. False for days that are
 * not loaded.
 */
export function useTaken(item: Item, draft: Draft) {
  const { timeZone: own } = useReader();
  const dayOf = useKnownDay();
  const days = new Map<string, Day | undefined>();
  const zone = draft.timeZone || own;
  const msOf = ({ time, days = 0 }: TimeHeard) => momentOf({ date: addDays(draft.date, days), time }, zone);

  function isTaken(startMs: number, endMs: number): boolean {
    const [first, last] = [wallOf(startMs, own).date, wallOf(endMs - 1, own).date];
    return datesFrom(first, last).some((date) => {
      if (!days.has(date)) days.set(date, dayOf(date));
      return days
        .get(date)
        ?.slices.some(
          (one) =>
            isBooking(one) && keyOf(one.placed.item) !== keyOf(item) && one.startMs < endMs && one.endMs > startMs,
        );
    });
  }
  const lengthMs = (lengthMinutes(draft, own) ?? 1) * minuteMs;
  return {
    asStart: (at: TimeHeard) => draft.date !== "" && isTaken(msOf(at), msOf(at) + lengthMs),
    asEnd: (at: TimeHeard) => draft.startTime !== "" && isTaken(msOf({ time: draft.startTime }), msOf(at)),
  };
}
