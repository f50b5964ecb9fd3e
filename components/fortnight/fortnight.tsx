import { type CSSProperties, memo } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import type { Marks } from "../sync/change-marks.ts";
import { minuteOf } from "../time/clock-words.ts";
import { dayAndMonth, dayOfMonth, shortWeekdayName, weekdayName, weekRange } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { dayId } from "../timeline/day-words.ts";
import type { Day } from "../timeline/days.ts";
import { ribbonOf } from "../timeline/ribbon-parts.ts";

interface Props {
  /** Two weeks, from the first day of this week. */
  readonly days: readonly Day[];
  readonly marks: Marks;
  readonly nowMs: number;
  /** Goes to a day, including one that the list does not show yet. */
  readonly onGo: (date: string) => void;
}

const at = (from: number, long?: number): CSSProperties => ({ "--from": from, "--long": long }) as CSSProperties;

/** The fortnight: each day as its own line, 07 to 22. On small screens only this week, as a strip. */
export const Fortnight = memo(function Rail({ days, marks, nowMs, onGo }: Props) {
  const { today, words, weekStart, hour12 } = useReader();
  const first = weekStartOf(today, weekStart);
  const next = addDays(first, 7);
  const weeks = [
    { name: "This week", first, days: days.filter(({ date }) => date < next) },
    { name: "Next week", first: next, days: days.filter(({ date }) => date >= next) },
  ];
  return (
    <nav className="rail" aria-label="Two weeks">
      {weeks.map((week, index) => (
        <div key={week.first} className={index > 0 ? "is-later" : ""}>
          <h2>{weekRange(week.first, words)}</h2>
          <ol aria-label={week.name}>
            {week.days.map((day) => (
              <RailDay key={day.date} day={day} marks={marks} nowMs={nowMs} onGo={onGo} />
            ))}
          </ol>
        </div>
      ))}
      <p className="rail-scale" aria-hidden="true">
        <span />
        <span>
          {[8, 12, 16, 20].map((hour) => (
            <em key={hour} style={at(hour)}>
              {hour12 ? hour % 12 || 12 : hour}
            </em>
          ))}
        </span>
      </p>
    </nav>
  );
});

function RailDay({ day, marks, nowMs, onGo }: Omit<Props, "days"> & { readonly day: Day }) {
  const { today, timeZone, words } = useReader();
  const { date } = day;
  const isToday = date === today;
  const weekday = weekdayName(date, words);
  const short = shortWeekdayName(date, words);
  const count = new Set([...day.allDay, ...day.slices.map(({ placed }) => placed)]).size;
  return (
    <li className={isToday ? "is-today" : date < today ? "is-past" : ""}>
      <a
        href={`#${dayId(date)}`}
        aria-label={`${weekday} ${dayAndMonth(date, today, words)}, ${counted(count)}`}
        aria-current={isToday ? "date" : undefined}
        onClick={(event) => {
          event.preventDefault();
          onGo(date);
        }}
      >
        <span className="dow">{short}</span>
        <span className="num">{dayOfMonth(date)}</span>
        <span className="ribbon" aria-hidden="true">
          {ribbonOf(day, marks, nowMs).map((part, index) => (
            <i
              // biome-ignore lint/suspicious/noArrayIndexKey: two pieces may be alike in everything.
              key={index}
              className={`is-${part.kind}`}
              style={at(part.fromHour, part.hours)}
            />
          ))}
          {isToday && <b style={at(Math.min(22, Math.max(7, minuteOf(wallOf(nowMs, timeZone).time) / 60)))} />}
        </span>
      </a>
    </li>
  );
}

function counted(count: number): string {
  if (count === 0) return "nothing planned";
  return count === 1 ? "1 item" : `${count} items`;
}
