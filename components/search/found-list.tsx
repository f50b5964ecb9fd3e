import { useTranslations } from "next-intl";
import type { Shown } from "../actions/agenda-actions.ts";
import { AllDayEntry, TimedEntry } from "../entry/entry.tsx";
import { keyOf } from "../sync/entry-key.ts";
import { dayAndMonth, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isSpan } from "../timeline/placed-item.ts";
import { type FoundDay, rowOf } from "./found.ts";

interface Props {
  readonly days: readonly FoundDay[];
  readonly shown: Shown;
  readonly nowMs: number;
}

/** Search results; adjacent ones of the same date share a heading. */
export function FoundList({ days, shown, nowMs }: Props) {
  const t = useTranslations();
  const { today, words } = useReader();
  return days.map(({ key, date, placed }, index) => (
    <section key={key} className={`found ${date < today ? "is-over" : ""}`} aria-labelledby={`found-${index}`}>
      <h2 id={`found-${index}`}>
        {date === today ? t("words.today") : weekdayName(date, words)} <span>{dayAndMonth(date, today, words)}</span>
      </h2>
      <ol className="entries">
        {placed.map((one) => {
          const row = isSpan(one) ? undefined : rowOf(one, nowMs);
          return row ? (
            <TimedEntry key={keyOf(one.item)} row={row} date={date} shown={shown} nowMs={nowMs} />
          ) : (
            <AllDayEntry key={keyOf(one.item)} placed={one} date={date} shown={shown} nowMs={nowMs} />
          );
        })}
      </ol>
    </section>
  ));
}
