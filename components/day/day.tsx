import { memo, type ReactNode, useMemo } from "react";
import type { Shown } from "../actions/agenda-actions.ts";
import { AllDayEntry, TimedEntry } from "../entry/entry.tsx";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type AddingRow, lineOf, type Row, withLines } from "../timeline/day-line.ts";
import { dayId, sumOfDay, sumOfToday } from "../timeline/day-words.ts";
import type { Day } from "../timeline/days.ts";
import { DayName } from "./day-name.tsx";
import { EmptyDay } from "./empty-day.tsx";
import { AddHere, Adding, FreeTime, GoesOn, SlotLine, Twice } from "./free-time.tsx";

interface Props {
  readonly day: Day;
  readonly shown: Shown;
  readonly nowMs: number;
  /** The day that the page is about: it has the page's heading, and is drawn even when it is empty. */
  readonly isMain?: boolean;
  /** Stands below the name: where one adds, on the main day. */
  readonly children?: ReactNode;
}

/** One day: its name, what it comes to, what has no time, and the line. */
export const DayView = memo(function DayView({ day, shown, nowMs, isMain = false, children }: Props) {
  const { today, hour12, timeZone } = useReader();
  const isToday = day.date === today;
  const isOver = day.date < today;
  const rows = useMemo(
    () => lineOf(day.slices, { timeZone, isOver, nowMs: isToday ? nowMs : undefined }),
    [day, timeZone, isOver, isToday, nowMs],
  );
  const isEmpty = day.slices.length === 0 && day.allDay.length === 0;
  const slots = shown.lines.filter(({ date }) => date === day.date);
  if (isEmpty && !isMain && slots.length === 0) return <EmptyDay date={day.date} />;
  const line = withLines(
    isEmpty ? [] : rows,
    slots.filter(({ startTime }) => startTime !== undefined),
  );
  const sum = isToday ? sumOfToday(day, rows, hour12) : sumOfDay(day, rows, today, hour12);
  const clashId = `${dayId(day.date)}-overlap`;
  return (
    <section
      className={`day ${isToday ? "is-today" : isMain ? "is-main" : isEmpty ? "is-empty" : ""} ${isOver ? "is-over" : ""}`}
      aria-labelledby={dayId(day.date)}
    >
      <header className="day-head">
        <DayName date={day.date} isMain={isMain} />
        <p className="day-sum">
          {sum.words} {sum.overlap && <a href={`#${clashId}`}>{sum.overlap}</a>}
        </p>
        {!isMain && <AddHere date={day.date} />}
      </header>
      {children}
      {slots.map((slot) => slot.startTime === undefined && <SlotLine key="line" slot={slot} />)}
      {day.allDay.length > 0 && (
        <ol className="entries is-allday-list">
          {day.allDay.map((placed) => (
            <AllDayEntry key={keyOf(placed.item)} placed={placed} date={day.date} shown={shown} nowMs={nowMs} />
          ))}
        </ol>
      )}
      {line.length > 0 && (
        <ol className="entries">
          <Line rows={line} date={day.date} shown={shown} nowMs={nowMs} clashId={clashId} />
        </ol>
      )}
    </section>
  );
});

interface LineProps extends Omit<Props, "day" | "isMain" | "children"> {
  readonly rows: readonly (Row | AddingRow)[];
  readonly date: string;
  readonly clashId: string;
}

function Line({ rows, date, shown, nowMs, clashId }: LineProps) {
  const firstClash = rows.findIndex(({ kind }) => kind === "twice");
  // A gap has no identity of its own; it takes the key of the item that follows.
  const nextIdAt = (index: number): string => {
    const next = rows.slice(index).find((row) => row.kind === "item");
    return next?.kind === "item" ? keyOf(next.slice.placed.item) : "end";
  };
  return rows.map((row, index) => {
    const key = `${row.kind}-${nextIdAt(index)}`;
    switch (row.kind) {
      case "adding":
        return <Adding key={`adding-${row.slot.startTime}`} row={row} />;
      case "item":
        return <TimedEntry key={key} row={row} date={date} shown={shown} nowMs={nowMs} />;
      case "twice":
        return <Twice key={key} row={row} id={index === firstClash ? clashId : undefined} />;
      case "on":
        return <GoesOn key={`${key}-${row.from}`} row={row} />;
      case "now":
        return <NowLine key="now" nowMs={nowMs} />;
      case "folded":
        return <li key={key} className="between is-folded" aria-hidden="true" />;
      default:
        return <FreeTime key={key} row={row} date={date} />;
    }
  });
}

/** The heaviest line on the page has the clock. Not a live region: nobody wants the minutes read out. */
function NowLine({ nowMs }: { readonly nowMs: number }) {
  const { timeZone, hour12 } = useReader();
  return (
    <li className="now">
      <span className="sr-only">Now: </span>
      <time>{clock(wallOf(nowMs, timeZone).time, hour12)}</time>
    </li>
  );
}
