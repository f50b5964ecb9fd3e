import { Plus } from "lucide-react";
import { memo } from "react";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { useReader } from "../time/reader.ts";
import { dayId } from "../timeline/day-words.ts";
import { DayName } from "./day-name.tsx";

/** A day without items is one line. */
export const EmptyDay = memo(function EmptyDay({ date }: { readonly date: string }) {
  const { today } = useReader();
  const { startLine } = useAgendaActions();
  return (
    <section className={`day is-empty ${date < today ? "is-over" : ""}`} aria-labelledby={dayId(date)}>
      <DayName date={date} />
      <button className="day-empty" type="button" onClick={() => startLine({ date })}>
        Nothing planned.
        <Plus className="icon" aria-hidden="true" />
        <span className="sr-only"> Add an item here</span>
      </button>
    </section>
  );
});
