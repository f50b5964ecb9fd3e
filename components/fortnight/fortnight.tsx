import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useLayoutEffect, useRef } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { minuteOf } from "../../agenda/time/wall-clock.ts";
import { forward } from "../controls/direction.ts";
import type { Marks } from "../sync/change-marks.ts";
import { dayOfMonth, shortWeekdayName, weekdayAndDate, weekRange } from "../time/date-names.ts";
import { type DayRange, isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { dayId } from "../timeline/day-words.ts";
import { type Day, plannedCount } from "../timeline/days.ts";
import { Ribbon, RibbonScale } from "../timeline/ribbon.tsx";
import { ribbonOf } from "../timeline/ribbon-parts.ts";

interface Props {
  /** Weeks in a row: one before the first shown, and two after it. */
  readonly weeks: readonly (readonly Day[])[];
  /** Days that are known; others show nothing. */
  readonly known: readonly DayRange[];
  readonly inView: string;
  readonly marks: Marks;
  readonly nowMs: number;
  /** Turns to other weeks. */
  readonly onTurn: (weeks: number) => void;
  /** Goes to a day, even one not in the list yet. */
  readonly onGo: (date: string) => void;
}

/** Two weeks, each day drawn as its own line, 07 to 22. On small screens one week, as a strip that is swiped. */
export const Fortnight = memo(function Fortnight({ weeks, inView, onTurn, ...rest }: Props) {
  const t = useTranslations();
  const { today, words, weekStart } = useReader();
  const strip = useTurningStrip(weeks[1]?.[0]?.date, onTurn);
  const thisWeek = weekStartOf(today, weekStart);
  const nameOf = (first: string) =>
    first === thisWeek
      ? t("fortnight.thisWeek")
      : first === addDays(thisWeek, 7)
        ? t("fortnight.nextWeek")
        : weekRange(first, words);
  return (
    <nav className="fortnight" aria-label={t("fortnight.twoWeeks")}>
      <p className="fortnight-turn">
        <button className="square" type="button" aria-label={t("fortnight.previous")} onClick={() => onTurn(-1)}>
          <ChevronLeft className="icon" aria-hidden="true" />
        </button>
        <button className="square" type="button" aria-label={t("fortnight.next")} onClick={() => onTurn(1)}>
          <ChevronRight className="icon" aria-hidden="true" />
        </button>
      </p>
      <div className="fortnight-weeks" ref={strip}>
        {weeks.map((days, index) => {
          const first = days[0]?.date;
          // Keyed by position: a new week slides in from there.
          const place = ["before", "first", "second", "after"][index];
          return (
            <div key={place} className={`is-${place}`}>
              {first && <h2>{weekRange(weekStartOf(first, weekStart), words)}</h2>}
              <ol aria-label={first && nameOf(first)}>
                {days.map((day) => (
                  <FortnightDay key={day.date} day={day} isInView={day.date === inView} {...rest} />
                ))}
              </ol>
            </div>
          );
        })}
      </div>
      <RibbonScale />
    </nav>
  );
});

/** A strip that shows its second part, and turns when swiped to another. */
function useTurningStrip(first: string | undefined, onTurn: (weeks: number) => void) {
  const strip = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first week resets the scroll position
  useLayoutEffect(() => {
    const element = strip.current;
    if (!element) return;
    // In right-to-left pages scrollLeft is negative.
    const rest = () => {
      element.scrollLeft = element.clientWidth * forward();
    };
    const turned = () => {
      const by = Math.round((element.scrollLeft * forward()) / Math.max(1, element.clientWidth)) - 1;
      if (by !== 0 && element.scrollWidth > element.clientWidth) onTurn(by);
    };
    // Called with its size at once, before painting.
    const resized = new ResizeObserver(rest);
    resized.observe(element);
    element.addEventListener("scrollend", turned);
    return () => {
      resized.disconnect();
      element.removeEventListener("scrollend", turned);
    };
  }, [first, onTurn]);
  return strip;
}

interface DayProps extends Omit<Props, "weeks" | "inView" | "onTurn"> {
  readonly day: Day;
  readonly isInView: boolean;
}

const FortnightDay = memo(function FortnightDay({ day, known, isInView, marks, nowMs, onGo }: DayProps) {
  const t = useTranslations();
  const { today, timeZone, words } = useReader();
  const { date } = day;
  const isToday = date === today;
  const name = weekdayAndDate(date, today, words);
  const short = shortWeekdayName(date, words);
  const isKnown = isCovered({ from: date, to: date }, known);
  return (
    <li className={`${isToday ? "is-today" : date < today ? "is-past" : ""} ${isInView ? "is-in-view" : ""}`}>
      <a
        href={`#${dayId(date)}`}
        aria-label={isKnown ? t("fortnight.day", { day: name, count: plannedCount(day) }) : name}
        aria-current={isToday ? "date" : undefined}
        onClick={(event) => {
          event.preventDefault();
          onGo(date);
        }}
      >
        <span className="dow">{short}</span>
        <span className="num">{dayOfMonth(date)}</span>
        <Ribbon
          parts={isKnown ? ribbonOf(day, marks, nowMs) : undefined}
          nowMinute={isToday && minuteOf(wallOf(nowMs, timeZone).time)}
        />
      </a>
    </li>
  );
});
