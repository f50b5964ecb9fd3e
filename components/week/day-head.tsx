import { useTranslations } from "next-intl";
import { dayOfMonth, shortWeekdayName, weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isOpenDay, takenTwice } from "./rules/pieces.ts";
import { bookedWords } from "./rules/week-words.ts";
import type { ShownDay } from "./shown-days.ts";

/** A day's heading: its name, how much is booked, how much overlaps. */
export function DayHead({ day, isKnown }: { readonly day: ShownDay; readonly isKnown: boolean }) {
  const t = useTranslations();
  const { today, words } = useReader();
  const { date, booked, pieces } = day;
  const overlaps = takenTwice(pieces).length;
  return (
    <div className={`gw-head ${date < today ? "is-past" : date === today ? "is-today" : ""}`}>
      <h2 aria-label={weekdayAndDate(date, today, words)} aria-current={date === today ? "date" : undefined}>
        {shortWeekdayName(date, words)} <b>{dayOfMonth(date)}</b>
      </h2>
      {isKnown && (
        <p>
          <span className={booked > 0 ? "booked" : ""}>
            {!isOpenDay(pieces) && booked === 0 ? "" : bookedWords(booked, t)}
          </span>
          {overlaps > 0 && <span className="is-alarm">{t("week.overlaps", { count: overlaps })}</span>}
        </p>
      )}
    </div>
  );
}
