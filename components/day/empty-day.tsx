import { Plus } from "lucide-react";
import { memo } from "react";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { dayAndMonth, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { dayId } from "../timeline/day-words.ts";

/** A day without items is one line. */
export const EmptyDay = memo(function EmptyDay({ date }: { readonly date: string }) {
  const { today, words } = useReader();
  const { startLine } = useAgendaActions();
  return (
    <section className={`day is-empty ${date < today ? "is-over" : ""}`} aria-labelledby={dayId(date)}>
      <h2 className="day-name" id={dayId(date)}>
        {weekdayName(date, words)} <span>{dayAndMonth(date, today, words)}</span>
      </h2>
      <button className="day-empty" type="button" onClick={() => startLine({ date })}>
        Nothing planned.
        <Plus className="icon" aria-hidden="true" />
        <span className="sr-only"> Add an item here</span>
      </button>
    </section>
  );
});
