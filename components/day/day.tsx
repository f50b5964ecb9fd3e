import { useTranslations } from "next-intl";
import { type CSSProperties, memo, type ReactNode, useMemo } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Shown } from "../actions/agenda-actions.ts";
import { usePlanner } from "../actions/planner.ts";
import { useSwipe } from "../controls/use-swipe.ts";
import { AllDayEntry, TimedEntry } from "../entry/entry.tsx";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type AddingRow, lineOf, type Row, withLines } from "../timeline/day-line.ts";
import { dayId, sumOfDay, sumOfOver, sumOfToday } from "../timeline/day-words.ts";
import type { Day } from "../timeline/days.ts";
import { isSpan, type Placed } from "../timeline/placed-item.ts";
import { DayName } from "./day-name.tsx";
import { DoneToday } from "./done-today.tsx";
import { EmptyDay } from "./empty-day.tsx";
import { Fold } from "./fold.tsx";
import { AddHere, Adding, FreeTime, GoesOn, SlotLine, Twice } from "./free-time.tsx";
import { useNear } from "./near.ts";

interface Props {
  readonly day: Day;
  readonly shown: Shown;
  readonly nowMs: number;
  /** The page's main day: it has the page's heading, and renders even when empty. */
  readonly isMain?: boolean;
  /** Whether it renders before the window size is known: the first of the list. */
  readonly isFirst?: boolean;
  /** For today, once over: the text after its last item. What it left undone is shown elsewhere then. */
  readonly over?: string | undefined;
  /** Whether it is tomorrow, while today is over. */
  readonly isNextUp?: boolean;
  /** Rendered below the name: the add line, on the main day. */
  readonly children?: ReactNode;
}

/** One day: its name, summary, untimed items and line. Far outside the window, only its name. */
export const DayView = memo(OneDay, (before, after) => isSame(before, after));

function OneDay(props: Props) {
  const { day, shown, isMain = false, isFirst = true, isNextUp = false } = props;
  const { today } = useReader();
  const { ref, isNear, height } = useNear<HTMLElement>(isFirst);
  const isToday = day.date === today;
  const isEmpty = day.slices.length === 0 && day.allDay.length === 0;
  const isOneLine = isEmpty && !isMain && !shown.lines.some(({ date }) => date === day.date);
  const classes = [
    "day",
    isToday && "is-today",
    isMain && !isToday && "is-main",
    props.over !== undefined && "is-over-day",
    isNextUp && "is-next-up",
    isEmpty && !isMain && "is-empty",
    day.date < today && "is-over",
  ];
  const isDrawn = isNear || isMain || shown.lines.some(({ date }) => date === day.date) || hasMark(day, shown);
  return (
    <section
      ref={ref}
      className={classes.filter(Boolean).join(" ")}
      aria-labelledby={dayId(day.date)}
      style={isDrawn ? undefined : ({ blockSize: height ?? guessedHeight(day) } as CSSProperties)}
    >
      {!isDrawn ? <DayName date={day.date} /> : isOneLine ? <EmptyDay date={day.date} /> : <FullDay {...props} />}
    </section>
  );
}

/** Whether a day renders the same: other state counts only if it concerns one of its items. */
function isSame({ shown: old, ...before }: Props, { shown, ...after }: Props): boolean {
  const isAlike = (Object.keys({ ...before, ...after }) as (keyof typeof after)[]).every(
    (key) => before[key] === after[key],
  );
  if (!isAlike || old === shown) return isAlike;
  const linesOf = ({ lines }: Shown) => lines.filter(({ date }) => date === after.day.date);
  const [oldLines, lines] = [linesOf(old), linesOf(shown)];
  return (
    lines.length === oldLines.length &&
    lines.every((line, index) => line === oldLines[index]) &&
    Object.entries(ofEntry).every(
      ([name, of]) =>
        old[name as keyof Shown] === shown[name as keyof Shown] ||
        keysOf(after.day).every((key) => of(old, key) === of(shown, key)),
    )
  );
}

/** State of an entry besides the item itself. */
const ofEntry: Readonly<Record<Exclude<keyof Shown, "lines">, (shown: Shown, key: string) => unknown>> = {
  marks: ({ marks }, key) => marks.get(key),
  waiting: ({ waiting }, key) => waiting.has(key),
  openId: ({ openId }, key) => openId === key,
  selected: ({ selected }, key) => selected?.has(key) ?? false,
};

const keysOf = ({ allDay, slices }: Day): readonly string[] =>
  [...allDay, ...slices.map(({ placed }) => placed)].map(({ item }) => keyOf(item));

/** Stepping through assistants' changes reaches items anywhere. */
const hasMark = (day: Day, { marks }: Shown): boolean => marks.size > 0 && keysOf(day).some((key) => marks.has(key));

/** In pixels, until first rendered. */
export const guessedHeight = ({ allDay, slices }: Day): number =>
  allDay.length + slices.length === 0 ? 48 : 110 + allDay.length * 44 + slices.length * 84;

function FullDay({ day, shown, nowMs, isMain = false, over: overWords, children }: Props) {
  const t = useTranslations();
  const { today, hour12, timeZone } = useReader();
  const { go } = usePlanner();
  const swipe = useSwipe((by) => go({ view: "day", date: addDays(day.date, by) }));
  const isToday = day.date === today;
  const isOver = day.date < today;
  const rows = useMemo(
    () => lineOf(day.slices, { timeZone, isOver, nowMs: isToday ? nowMs : undefined }),
    [day, timeZone, isOver, isToday, nowMs],
  );
  const isDone = overWords !== undefined;
  const open = isToday ? day.allDay.filter((placed) => !isSunk(placed)) : day.allDay;
  const allDay = isDone ? open.filter(isSpan) : open;
  const sunk = isToday ? day.allDay.filter(isSunk) : [];
  const slots = shown.lines.filter(({ date }) => date === day.date);
  const line = withLines(
    day.slices.length === 0 && day.allDay.length === 0 ? [] : rows,
    slots.filter(({ startTime }) => startTime !== undefined),
  );
  // What is over before now; not items inside one that goes on.
  const over = isToday
    ? Math.max(
        0,
        line.findIndex((row) => !isOverRow(row)),
      )
    : 0;
  const overItems = line.slice(0, over).flatMap((row) => (row.kind === "item" ? [row.slice.placed] : []));
  const sum = isDone
    ? sumOfOver(day, t)
    : isToday
      ? sumOfToday(day, rows, hour12, t)
      : sumOfDay(day, rows, today, hour12, t);
  const clashId = `${dayId(day.date)}-overlap`;
  return (
    <>
      <header className="day-head" {...swipe}>
        <DayName date={day.date} isMain={isMain} />
        <p className="day-sum">
          {sum.words} {sum.overlap && <a href={`#${clashId}`}>{sum.overlap}</a>}
        </p>
        {!isMain && !isDone && <AddHere date={day.date} />}
      </header>
      {children}
      {slots.map((slot) => slot.startTime === undefined && (slot.part ?? <SlotLine key="line" slot={slot} />))}
      {allDay.length > 0 && (
        <Fold label={t("day.allDay")} placed={isToday ? allDay : []} shown={shown}>
          <ol className="entries is-allday-list">
            {allDay.map((placed) => (
              <AllDayEntry
                key={keyOf(placed.item)}
                placed={placed}
                date={day.date}
                shown={shown}
                nowMs={nowMs}
                sinks={isToday && !isSpan(placed)}
              />
            ))}
          </ol>
        </Fold>
      )}
      {isToday && over > 0 && (
        <Fold label={t("day.earlier")} placed={overItems} shown={shown}>
          <ol className="entries">
            <Line rows={line.slice(0, over)} date={day.date} shown={shown} nowMs={nowMs} clashId={clashId} />
          </ol>
        </Fold>
      )}
      {line.length > over && (
        <ol className="entries">
          <Line rows={line.slice(over)} date={day.date} shown={shown} nowMs={nowMs} clashId={clashId} />
          {isDone && (
            <li className="free-time is-next">
              <span className="line" />
              <p>{overWords}</p>
            </li>
          )}
        </ol>
      )}
      {sunk.length > 0 && <DoneToday placed={sunk} date={day.date} shown={shown} nowMs={nowMs} />}
    </>
  );
}

/** Items ticked off today are shown below it. */
const isSunk = (placed: Placed): boolean => placed.item.done && !isSpan(placed);

const isOverRow = (row: Row | AddingRow): boolean => row.kind === "folded" || (row.kind === "item" && row.isPast);

interface LineProps extends Omit<Props, "day" | "isMain" | "isFirst" | "children"> {
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
        return row.slot.part ?? <Adding key={`adding-${row.slot.startTime}`} row={row} />;
      case "item":
        return <TimedEntry key={key} row={row} date={date} shown={shown} nowMs={nowMs} />;
      case "twice":
        return <Twice key={key} row={row} id={index === firstClash ? clashId : undefined} />;
      case "on":
        return <GoesOn key={`${key}-${row.from}`} row={row} />;
      case "now":
        return <NowLine key="now" nowMs={nowMs} />;
      case "folded":
        return <li key={key} className="free-time is-folded" aria-hidden="true" />;
      default:
        return <FreeTime key={key} row={row} date={date} />;
    }
  });
}

/** The heaviest line on the page has the time. Not a live region: nobody wants the minutes read out. */
function NowLine({ nowMs }: { readonly nowMs: number }) {
  const t = useTranslations();
  const { timeZone, hour12 } = useReader();
  return (
    <li className="now">
      {t.rich("day.now", {
        time: () => <time>{clock(wallOf(nowMs, timeZone).time, hour12)}</time>,
        hidden: (words) => <span className="sr-only">{words}</span>,
      })}
    </li>
  );
}
