import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, useState } from "react";
import type { Shown } from "../actions/agenda-actions.ts";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { dayOfMonth, shortMonthName, weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { plannedCount } from "../timeline/days.ts";
import { Ribbon } from "../timeline/ribbon.tsx";
import { ribbonOf } from "../timeline/ribbon-parts.ts";
import { MonthLine, MonthSpan, MovingLine } from "./month-line.tsx";
import { type DayLines, shownOf, type WeekLines } from "./month-lines.ts";
import type { useDrop } from "./use-drop.ts";

interface Props {
  readonly week: WeekLines;
  /** YYYY-MM; days of other months are dimmed. */
  readonly month: string;
  readonly chosen: string | undefined;
  readonly isNarrow: boolean;
  /** Whether its days are loaded; until then nothing is drawn. */
  readonly isKnown: boolean;
  readonly drop: ReturnType<typeof useDrop>;
  readonly shown: Shown;
  readonly nowMs: number;
  readonly onChoose: (date: string) => void;
}

export function MonthWeek(props: Props) {
  const t = useTranslations();
  const { week, drop, shown } = props;
  const { today } = useReader();
  const hasToday = week.days.some(({ date }) => date === today);
  return (
    <section className={`month-week ${hasToday ? "is-now" : ""}`}>
      {week.spans.length > 0 && (
        <ul className="month-spans" aria-label={t("month.severalDays")}>
          {week.spans.map((span) => (
            <MonthSpan key={keyOf(span.placed.item)} span={span} drop={drop} shown={shown} />
          ))}
        </ul>
      )}
      <ol className="month-days">
        {week.days.map((lines) => (
          <MonthDay key={lines.date} lines={lines} {...props} />
        ))}
      </ol>
    </section>
  );
}

function MonthDay({ lines, ...props }: Omit<Props, "week"> & { readonly lines: DayLines }) {
  const t = useTranslations();
  const { month, chosen, isNarrow, isKnown, drop, shown, nowMs, onChoose } = props;
  const { date, day, twice, lanes } = lines;
  const { today, words, hour12 } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const drawn = shownOf(lines.lines, isOpen);
  const more = lines.lines.length - drawn.length;
  const isOut = !date.startsWith(month);
  const { moving } = drop;
  const isGoal = moving?.to === date && moving.from !== date;
  const classes = [
    "month-day",
    date < today && "is-past",
    date === today && "is-today",
    isOut && "is-out",
    date === chosen && "is-chosen",
    isGoal && "is-goal",
  ];
  const count = plannedCount(day);
  const name = weekdayAndDate(date, today, words);
  return (
    <li className={classes.filter(Boolean).join(" ")} data-day={date}>
      <h2>
        <button
          type="button"
          aria-label={isKnown ? t("month.day", { day: name, count }) : name}
          aria-current={date === today ? "date" : undefined}
          aria-pressed={chosen === undefined ? undefined : date === chosen}
          onClick={() => onChoose(date)}
        >
          {dayOfMonth(date)}
        </button>
        {isOut && date.endsWith("-01") && <em> {shortMonthName(date, words)}</em>}
      </h2>
      {isNarrow ? (
        <Ribbon parts={ribbonOf(day, shown.marks, nowMs)} />
      ) : (
        <>
          <ul className="month-list" style={{ "--lanes": lanes } as CSSProperties}>
            {drawn.map((placed) => (
              <MonthLine key={keyOf(placed.item)} placed={placed} drop={drop} shown={shown} nowMs={nowMs} />
            ))}
            {isGoal && <MovingLine moving={moving} />}
          </ul>
          {(more > 0 || isOpen) && (
            <button
              className="act is-quiet"
              type="button"
              aria-expanded={isOpen}
              aria-label={isOpen ? t("month.fewerOn", { day: name }) : t("month.moreOn", { count: more, day: name })}
              onClick={() => setIsOpen(!isOpen)}
            >
              {isOpen ? t("month.fewer") : t("month.more", { count: more })}
            </button>
          )}
          {twice && date >= today && (
            <p className="month-twice">
              <TriangleAlert className="icon" aria-hidden="true" />
              {t("month.twice", { time: clock(twice.from, hour12) })}
            </p>
          )}
        </>
      )}
    </li>
  );
}
