import { Plus } from "lucide-react";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { DayName } from "./day-name.tsx";

/** A day without items is a single line. */
export function EmptyDay({ date }: { readonly date: string }) {
  const { startLine } = useAgendaActions();
  return (
    <>
      <DayName date={date} />
      <button className="day-empty" type="button" onClick={() => startLine({ date })}>
        Nothing planned.
        <Plus className="icon" aria-hidden="true" />
        <span className="sr-only"> Add an item here</span>
      </button>
    </>
  );
}
