import { useTranslations } from "next-intl";
import { dayAndMonth, weekdayAndDate, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { dayId } from "../timeline/day-words.ts";

/** "Saturday 28 November" as a heading; the main day's is the page's own. */
export function DayName({ date, isMain = false }: { readonly date: string; readonly isMain?: boolean }) {
  const t = useTranslations();
  const { today, words } = useReader();
  const whole = weekdayAndDate(date, today, words);
  const Heading = isMain ? "h1" : "h2";
  return (
    // Two lines visually, which would be read out as one word; and "today" is only visual.
    <Heading className="day-name" id={dayId(date)} aria-label={date === today ? t("day.today", { day: whole }) : whole}>
      {weekdayName(date, words)} <span>{dayAndMonth(date, today, words)}</span>
    </Heading>
  );
}
