"use client";
import { ChevronUp } from "lucide-react";
import { useMemo } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { usePlanner, useWindow } from "../actions/planner.ts";
import { AddLine } from "../add-line/add-line.tsx";
import { DayView } from "../day/day.tsx";
import { MoreDays } from "../day/more-days.tsx";
import { Skeleton } from "../day/skeleton.tsx";
import { Fortnight } from "../fortnight/fortnight.tsx";
import { ReadBanner } from "../notices/banners.tsx";
import { useReader } from "../time/reader.ts";
import { daysOf } from "../timeline/days.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { useShownDays } from "../timeline/use-shown-days.ts";
import { EmptyAgenda } from "./empty-agenda.tsx";

/** The agenda as one line: day after day from the one that the address is about, and as many before it as somebody asks for. */
export function DayList() {
  const { date, visit, items, shown, nowMs, windows, isEmpty } = usePlanner();
  const { today } = useReader();
  const { ranges, timeZone, itemsBefore } = windows.loaded;
  const { from, to, segments, showEarlier, showLater } = useShownDays({ items, ranges, timeZone, date, visit });
  const state = useWindow({ from, to });
  const hasEarlier = useMemo(
    () => itemsBefore > 0 || items.some((item) => placeItem(item, timeZone).to < from),
    [itemsBefore, items, timeZone, from],
  );
  // Where one writes: on today, or where today is not in the list, on the day that one went to.
  const mainDate = today >= from && today <= to ? today : date;
  const slot = useMemo(() => ({ date: mainDate }), [mainDate]);
  return (
    <>
      {hasEarlier && (
        <p className="earlier">
          <button className="act is-quiet" type="button" onClick={showEarlier}>
            <ChevronUp className="icon" aria-hidden="true" />
            Earlier days
          </button>
        </p>
      )}
      {segments.flatMap((segment) => {
        const unread =
          state.is === "failed" ? (
            <ReadBanner key={segment.from} error={state.error} onRetry={state.retry} />
          ) : (
            <Skeleton key={segment.from} words="Reading more days" />
          );
        const hasMain = segment.from <= mainDate && mainDate <= segment.to;
        const days = segment.days ?? (hasMain ? [{ date: mainDate, allDay: [], slices: [] }] : []);
        if (days.length === 0) return [unread];
        return days.map((day) =>
          day.date === mainDate ? (
            // One key wherever it is: what is being written stays when the day ends, and when one goes to another.
            <DayView key="main" day={day} shown={shown} nowMs={nowMs} isMain>
              <AddLine slot={slot} />
              {!segment.days && unread}
              {isEmpty && <EmptyAgenda />}
            </DayView>
          ) : (
            !isEmpty && <DayView key={day.date} day={day} shown={shown} nowMs={nowMs} />
          ),
        );
      })}
      {!isEmpty && <MoreDays isReading={state.is === "reading"} isPaused={state.is === "failed"} onMore={showLater} />}
    </>
  );
}

/** The two weeks beside the list. */
export function Rail() {
  const { items, shown, nowMs, go } = usePlanner();
  const { today, weekStart, timeZone } = useReader();
  const first = weekStartOf(today, weekStart);
  const last = addDays(first, 13);
  useWindow({ from: first, to: last });
  const days = useMemo(() => daysOf(items, first, last, timeZone), [items, first, last, timeZone]);
  return <Fortnight days={days} marks={shown.marks} nowMs={nowMs} onGo={(date) => go({ view: "day", date })} />;
}
