import { useTranslations } from "next-intl";
import type { Shown } from "../actions/agenda-actions.ts";
import { usePlanner } from "../actions/planner.ts";
import { DayView } from "../day/day.tsx";
import type { Day } from "../timeline/days.ts";

interface Props {
  readonly day: Day;
  readonly shown: Shown;
  readonly nowMs: number;
}

/** The tapped day's list, below the month. */
export function ChosenDay({ day, shown, nowMs }: Props) {
  const t = useTranslations();
  const { go } = usePlanner();
  return (
    <div className="month-chosen">
      <button className="act" type="button" onClick={() => go({ view: "day", date: day.date })}>
        {t("month.openDay")}
      </button>
      <DayView day={day} shown={shown} nowMs={nowMs} />
    </div>
  );
}
