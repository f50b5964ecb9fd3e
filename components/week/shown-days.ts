import { useMemo } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { usePlanner } from "../actions/planner.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import { momentOf } from "../time/wall-in-zone.ts";
import { bookedMinutes } from "../timeline/day-line.ts";
import { type Day, daysOf, itemsNear } from "../timeline/days.ts";
import { type OddHours, oddHoursOf, type Piece, piecesOf } from "./rules/pieces.ts";
import { type WorkingTime, workingOn } from "./rules/working-time.ts";

/** A day with what the week view needs to draw it. */
export interface ShownDay extends Day {
  readonly pieces: readonly Piece[];
  /** Minutes booked at least once. */
  readonly booked: number;
  readonly working: readonly WorkingTime[];
  /** Hours skipped or repeated by a clock change. */
  readonly odd: OddHours | undefined;
}

/** Seven days from a date, from the items known so far. */
export function useShownWeek(first: string): readonly ShownDay[] {
  const { items, shown, nowMs } = usePlanner();
  const { timeZone, workingHours } = useReader();
  const { marks } = shown;
  const last = addDays(first, 6);
  return useMemo(() => {
    const startOf = (date: string) => momentOf({ date, time: "00:00" }, timeZone);
    return daysOf(itemsNear(items, first, last), first, last, timeZone).map((day) => ({
      ...day,
      booked: bookedMinutes(day.slices),
      pieces: piecesOf(day, {
        timeZone,
        nowMs,
        counts: ({ placed: { item }, ends }) => ends && !item.done && marks.get(keyOf(item))?.kind !== "deleted",
      }),
      working: workingOn(day.date, workingHours),
      odd: oddHoursOf(startOf(day.date), startOf(addDays(day.date, 1)), timeZone),
    }));
  }, [items, marks, nowMs, first, last, timeZone, workingHours]);
}
