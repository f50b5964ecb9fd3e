import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { addMonths } from "../../agenda/time/months.ts";
import { alongText } from "../controls/direction.ts";
import { dayOfMonth, monthAndYear, shortWeekdayName, weekdayAndDate, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isDay } from "../time/view-address.ts";
import { weeksOfMonth } from "./month-weeks.ts";

interface Props {
  readonly chosen: string;
  readonly onPick: (date: string) => void;
  /** Whether a day is known to have items. */
  readonly hasItems?: ((date: string) => boolean) | undefined;
}

/**
 * A month to pick a day in.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/examples/datepicker-dialog/ for its keys
 */
export function DateGrid({ chosen, onPick, hasItems }: Props) {
  const t = useTranslations();
  const { today, words, weekStart } = useReader();
  const id = useId();
  const [at, setAt] = useState(chosen);
  const grid = useRef<HTMLTableElement>(null);
  // Only keyboard navigation moves the focus, not a day typed meanwhile.
  const takesFocus = useRef(false);
  useEffect(() => setAt(chosen), [chosen]);
  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-date="${at}"]`)?.focus();
  }, [at]);

  function press(event: KeyboardEvent) {
    const to = stepOf(event, at, weekStartOf(at, weekStart));
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isDay(to) || to === at) return;
    takesFocus.current = true;
    setAt(to);
  }
  const turn = (months: number) => {
    const to = addMonths(at, months);
    if (isDay(to)) setAt(to);
  };
  const weeks = weeksOfMonth(at, weekStart);
  return (
    <div className="date-grid">
      <div className="date-grid-head">
        <h2 id={`${id}-month`} aria-live="polite">
          {monthAndYear(at, words)}
        </h2>
        <button className="square" type="button" aria-label={t("calendar.previousMonth")} onClick={() => turn(-1)}>
          <ChevronLeft className="icon" aria-hidden="true" />
        </button>
        <button className="square" type="button" aria-label={t("calendar.nextMonth")} onClick={() => turn(1)}>
          <ChevronRight className="icon" aria-hidden="true" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table is what a grid of days is made of (WAI-ARIA's own example) */}
      <table ref={grid} role="grid" aria-labelledby={`${id}-month`} onKeyDown={press}>
        <thead>
          <tr>
            {weeks[0]?.map((date) => (
              <th key={date} scope="col" abbr={weekdayName(date, words)}>
                {shortWeekdayName(date, words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell by itself
                <td key={date} aria-selected={date === chosen}>
                  <button
                    type="button"
                    className={date.slice(0, 7) === at.slice(0, 7) ? undefined : "is-out"}
                    data-date={date}
                    tabIndex={date === at ? 0 : -1}
                    aria-label={t("calendar.day", {
                      day: weekdayAndDate(date, today, words),
                      hasItems: String(hasItems?.(date) ?? false),
                    })}
                    aria-current={date === today ? "date" : undefined}
                    onClick={() => onPick(date)}
                  >
                    {dayOfMonth(date)}
                    {hasItems?.(date) && <i aria-hidden="true" />}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function stepOf({ key, shiftKey }: KeyboardEvent, at: string, weekStart: string): string | undefined {
  switch (alongText(key)) {
    case "ArrowLeft":
      return addDays(at, -1);
    case "ArrowRight":
      return addDays(at, 1);
    case "ArrowUp":
      return addDays(at, -7);
    case "ArrowDown":
      return addDays(at, 7);
    case "Home":
      return weekStart;
    case "End":
      return addDays(weekStart, 6);
    case "PageUp":
      return addMonths(at, shiftKey ? -12 : -1);
    case "PageDown":
      return addMonths(at, shiftKey ? 12 : 1);
    default:
      return undefined;
  }
}
