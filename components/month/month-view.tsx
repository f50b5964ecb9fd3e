"use client";
import { ChevronDown, ChevronLeft, ChevronRight, Repeat } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { addMonths } from "../../agenda/time/months.ts";
import { barNow } from "../actions/bar.ts";
import { usePlanner, useWindow } from "../actions/planner.ts";
import { AddLine } from "../add-line/add-line.tsx";
import { weeksOfMonth } from "../calendar/month-weeks.ts";
import { useIsNarrow } from "../controls/use-is-narrow.ts";
import { Skeleton } from "../day/skeleton.tsx";
import { ReadBanner } from "../notices/banners.tsx";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { monthAndYear, monthName, shortWeekdayName, weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { daysOf, itemsNear } from "../timeline/days.ts";
import { inRow } from "../words/listed.ts";
import { ChosenDay } from "./chosen-day.tsx";
import { routineIn, weekLines } from "./month-lines.ts";
import { MonthWeek } from "./month-week.tsx";
import { useDrop } from "./use-drop.ts";
import "./month.css";

/** A month, text first. On small screens its days are ribbons, with the chosen day's list below. */
export function MonthView() {
  const t = useTranslations();
  const { date, items, shown, nowMs, go } = usePlanner();
  const { today, words, weekStart, timeZone, hour12 } = useReader();
  const month = date.slice(0, 7);
  const isNow = month === today.slice(0, 7);
  const [picked, setPicked] = useState<string>();
  const chosen = picked?.startsWith(month) ? picked : isNow ? today : `${month}-01`;
  const [withRoutine, setWithRoutine] = useState(false);
  const isNarrow = useIsNarrow();
  const dates = useMemo(() => weeksOfMonth(date, weekStart), [date, weekStart]);
  const [from = date, to = date] = [dates[0]?.[0], dates.at(-1)?.at(-1)];
  const state = useWindow({ from, to });
  const days = useMemo(() => daysOf(itemsNear(items, from, to), from, to, timeZone), [items, from, to, timeZone]);
  const weeks = useMemo(() => dates.map((_, index) => days.slice(index * 7, index * 7 + 7)), [dates, days]);
  const routine = useMemo(() => routineIn(weeks), [weeks]);
  const lines = useMemo(
    () => weeks.map((week) => weekLines(week, withRoutine ? new Map() : routine, timeZone)),
    [weeks, routine, withRoutine, timeZone],
  );
  const root = useRef<HTMLDivElement>(null);
  const placedByKey = useMemo(() => {
    const all = days.flatMap(({ allDay, slices }) => [...allDay, ...slices.map(({ placed }) => placed)]);
    return new Map(all.map((placed) => [keyOf(placed.item), placed]));
  }, [days]);
  const drop = useDrop(root, (key) => placedByKey.get(key));
  const slot = useMemo(() => ({ date: chosen }), [chosen]);
  const chosenDay = days.find((day) => day.date === chosen);
  const turn = (months: number) => go({ date: addMonths(`${month}-01`, months) });
  const { moving } = drop;
  return (
    <div className="month" ref={root} aria-busy={state.is === "reading"}>
      <header className="page-head month-head">
        <h1 className="page-name">
          <button
            type="button"
            data-pick-day=""
            aria-label={t("month.goElsewhere", { month: monthAndYear(date, words) })}
            onClick={({ currentTarget }) => barNow()?.pickDay(currentTarget)}
          >
            {monthName(date, words)} <span>{date.slice(0, 4)}</span>
            <ChevronDown className="icon" aria-hidden="true" />
          </button>
        </h1>
        <div className="month-steps">
          <button className="square" type="button" aria-label={t("calendar.previousMonth")} onClick={() => turn(-1)}>
            <ChevronLeft className="icon" aria-hidden="true" />
          </button>
          <button className="button" type="button" onClick={() => go({ date: undefined })}>
            {t("words.today")}
          </button>
          <button className="square" type="button" aria-label={t("calendar.nextMonth")} onClick={() => turn(1)}>
            <ChevronRight className="icon" aria-hidden="true" />
          </button>
        </div>
      </header>
      {state.is === "failed" && <ReadBanner error={state.error} onRetry={state.retry} />}
      {state.is === "reading" && <Skeleton words={t("month.reading", { month: monthAndYear(date, words) })} />}
      <div className="month-dow" aria-hidden="true">
        {dates[0]?.map((day) => (
          <span key={day}>{shortWeekdayName(day, words)}</span>
        ))}
      </div>
      {lines.map((week) => (
        <MonthWeek
          key={week.days[0]?.date}
          week={week}
          month={month}
          chosen={isNarrow ? chosen : undefined}
          isNarrow={isNarrow}
          isKnown={state.is === "known"}
          drop={drop}
          shown={shown}
          nowMs={nowMs}
          onChoose={(day) => (isNarrow && day.startsWith(month) ? setPicked(day) : go({ view: "day", date: day }))}
        />
      ))}
      <p className="sr-only" role="status">
        {moving?.isByKeys &&
          t("month.moving", { text: moving.item.text, day: weekdayAndDate(moving.to, today, words) })}
      </p>
      {routine.size > 0 && !isNarrow && (
        <p className="month-routine">
          <span>
            <Repeat className="icon" aria-hidden="true" />
            {t("month.routine", {
              isDrawn: String(withRoutine),
              items: inRow(
                [...routine.values()].map(({ item: { text }, timed }) =>
                  timed ? `${text} ${clock(timed.startTime, hour12)}` : text,
                ),
                t,
              ),
            })}
          </span>
          <button className="act" type="button" onClick={() => setWithRoutine(!withRoutine)}>
            {t(withRoutine ? "month.leaveOut" : "month.show")}
          </button>
        </p>
      )}
      {isNarrow && chosenDay && state.is === "known" && <ChosenDay day={chosenDay} shown={shown} nowMs={nowMs} />}
      <AddLine slot={slot} />
    </div>
  );
}
