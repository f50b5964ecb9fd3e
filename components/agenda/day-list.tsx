"use client";
import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { addDays, daysBetween, weekStartOf } from "../../agenda/time/dates.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { useBar } from "../actions/bar.ts";
import { type Planner, usePlanner, useWindow } from "../actions/planner.ts";
import { AddLine } from "../add-line/add-line.tsx";
import { drawnWhenLoaded } from "../controls/drawn-when-loaded.tsx";
import { useLazyPart } from "../controls/lazy-part.ts";
import { useIsNarrow } from "../controls/use-is-narrow.ts";
import { DayView, guessedHeight } from "../day/day.tsx";
import { MoreDays } from "../day/more-days.tsx";
import { Skeleton } from "../day/skeleton.tsx";
import { useReached } from "../day/use-reached.ts";
import { Fortnight } from "../fortnight/fortnight.tsx";
import { lazyLeft } from "../left/lazy-left.ts";
import { ReadBanner } from "../notices/banners.tsx";
import { common } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { isDayOver, wordsAfterLast } from "../timeline/day-over.ts";
import { type Day, daysOf, itemsNear, withKept } from "../timeline/days.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { type Segment, useShownDays } from "../timeline/use-shown-days.ts";
import { lazyEmpty } from "./lazy-empty.ts";
import { useDayInView } from "./use-day-in-view.ts";
// With the page: its script loads after the server's HTML is shown.
import "../left/left.css";

/** Number of days before the URL's day that are rendered in full before the window size is known. */
const daysBefore = 10;
/** The days after it fill the window; the server, which cannot know it, assumes one taller than most. In pixels. */
const serverPx = 1_600;
const useWindowPx = () =>
  useSyncExternalStore(
    () => () => undefined,
    () => innerHeight,
    () => serverPx,
  );

/** The first day not rendered in full at first. */
function firstFar(segments: readonly Segment[], date: string, windowPx: number): string {
  let px = 0;
  for (const { days = [] } of segments)
    for (const day of days) {
      if (px > windowPx) return day.date;
      if (day.date >= date) px += guessedHeight(day);
    }
  return lastDate;
}

/** The agenda as one line: day after day from the URL's day on, and as many before it as are asked for. */
export function DayList() {
  const t = useTranslations();
  const { date, visit, items, shown, nowMs, windows, isEmpty, firstSteps } = usePlanner();
  const { today, workingHours } = useReader();
  const { ranges, timeZone, itemsBefore } = windows.loaded;
  const days = useShownDays({ items, ranges, timeZone, date, visit });
  const { from, to, segments, showEarlier, showLater } = days;
  const state = useWindow({ from, to });
  useDayInView(segments);
  const hasEarlier = useMemo(
    () => itemsBefore > 0 || items.some((item) => placeItem(item, timeZone).to < from),
    [itemsBefore, items, timeZone, from],
  );
  // After going back once, scrolling loads further days.
  const top = useReached<HTMLParagraphElement>(from < date && state.is === "known", days.growEarlier);
  // The add line is on today or, if that is not in the list, on the day navigated to.
  const isHere = today >= from && today <= to;
  const tomorrow = addDays(today, 1);
  const dayOf = (date: string) => segments.flatMap(({ days = [] }) => days).find((day) => day.date === date);
  const todays = dayOf(today);
  const isOver = todays !== undefined && isDayOver(todays, { nowMs, timeZone, workingHours });
  const over = isOver ? wordsAfterLast(dayOf(tomorrow), nowMs, t) : undefined;
  // Once today is over, it is on tomorrow.
  const mainDate = !isHere ? date : isOver && tomorrow <= to ? tomorrow : today;
  const slot = useMemo(() => ({ date: mainDate }), [mainDate]);
  const windowPx = useWindowPx();
  const far = useMemo(() => firstFar(segments, date, windowPx), [segments, date, windowPx]);
  return (
    <>
      {hasEarlier && (
        <p className="earlier" ref={top}>
          <button className="act is-quiet" type="button" onClick={showEarlier}>
            <ChevronUp className="icon" aria-hidden="true" />
            {t("agenda.earlierDays")}
          </button>
        </p>
      )}
      {segments.flatMap((segment) => {
        const unread =
          state.is === "failed" ? (
            <ReadBanner key={segment.from} error={state.error} onRetry={state.retry} />
          ) : (
            <Skeleton key={segment.from} words={t("agenda.reading")} />
          );
        const hasMain = segment.from <= mainDate && mainDate <= segment.to;
        const days = segment.days ?? (hasMain ? [{ date: mainDate, allDay: [], slices: [] }] : []);
        if (days.length === 0) return [unread];
        return days.map((day) =>
          day.date === mainDate ? (
            // One key everywhere: typed text survives when the day ends, and when the user goes to another.
            <DayView key="main" day={day} shown={shown} nowMs={nowMs} isMain isNextUp={isOver && day.date === tomorrow}>
              <AddLine slot={slot} />
              {mainDate === today && <Left isOver={isOver} />}
              {!segment.days && unread}
              {firstSteps ? <FirstMinutes {...firstSteps} /> : isEmpty && <Nothing />}
            </DayView>
          ) : (
            !isEmpty && (
              <DayView
                key={day.date}
                day={day}
                shown={shown}
                nowMs={nowMs}
                isFirst={day.date < far && daysBetween(day.date, date) < daysBefore}
                over={day.date === today ? over : undefined}
              >
                {day.date === today && <Left isOver={isOver} />}
              </DayView>
            )
          ),
        );
      })}
      {!isEmpty && <MoreDays isReading={state.is === "reading"} isPaused={state.is === "failed"} onMore={showLater} />}
    </>
  );
}

const LeftFromBefore = drawnWhenLoaded(lazyLeft);
const EmptyAgenda = drawnWhenLoaded(lazyEmpty);

const lazySteps = { load: () => import("../first-steps/first-steps.tsx").then(({ FirstSteps }) => FirstSteps) };

function Nothing() {
  return (
    <Suspense>
      <EmptyAgenda />
    </Suspense>
  );
}

/** Shown if something is left, or may be. */
function Left({ isOver }: { readonly isOver: boolean }) {
  const { windows } = usePlanner();
  const { today } = useReader();
  const { loaded, readLeft } = windows;
  // After midnight; if reading fails now, the next change brings it.
  const isOld = loaded.left !== undefined && loaded.left.today < today;
  useEffect(() => {
    if (isOld) void readLeft().catch(() => undefined);
  }, [isOld, readLeft]);
  if (!isOver && !loaded.left?.keys.length) return null;
  return (
    <Suspense>
      <LeftFromBefore isOver={isOver} />
    </Suspense>
  );
}

/** Loaded only for new users. */
function FirstMinutes({ info, close }: NonNullable<Planner["firstSteps"]>) {
  const { part: FirstSteps, retry } = useLazyPart(lazySteps);
  return FirstSteps ? <FirstSteps info={info} onClose={close} /> : retry && <Nothing />;
}

const weeksDrawn = [-1, 0, 1, 2];

/** The weeks beside the list, or in a strip above it: those of the day in view, or others chosen by the user. */
function WeeksInView() {
  const { date, visit, items, shown, nowMs, windows, go } = usePlanner();
  const { weekStart, timeZone } = useReader();
  const inView = useBar()?.date ?? date;
  const week = weekStartOf(inView, weekStart);
  const lastShown = useIsNarrow(64) ? 0 : 7; // a strip shows one week, the column two
  const [first, setFirst] = useState(week);
  const [followed, setFollowed] = useState({ visit, week });
  // Not while scrolling within a week: others may have been chosen.
  if (followed.visit !== visit || followed.week !== week) {
    setFollowed({ visit, week });
    if (week < first || week > addDays(first, lastShown)) setFirst(week);
  }
  const range = { from: addDays(first, -7), to: addDays(first, 20) };
  useWindow(range);
  const { ranges } = windows.loaded;
  const drawn = useRef<ReadonlyMap<string, Day>>(new Map());
  const weeks = useMemo(
    () =>
      weeksDrawn.map((away) => {
        const from = addDays(first, away * 7);
        const known = common({ from, to: addDays(from, 6) }, { from: firstDate, to: lastDate });
        if (!known) return [];
        return withKept(daysOf(itemsNear(items, known.from, known.to), known.from, known.to, timeZone), drawn.current);
      }),
    [first, items, timeZone],
  );
  useEffect(() => {
    drawn.current = new Map(weeks.flat().map((day) => [day.date, day]));
  }, [weeks]);
  const goTo = useCallback((date: string) => go({ view: "day", date }), [go]);
  const turn = useCallback((weeks: number) => setFirst((known) => addDays(known, weeks * 7)), []);
  return (
    <Fortnight
      weeks={weeks}
      known={ranges}
      inView={inView}
      marks={shown.marks}
      nowMs={nowMs}
      onTurn={turn}
      onGo={goTo}
    />
  );
}

/** Re-rendered only when its contents change, not with the page. */
export const weeksInView = <WeeksInView />;
