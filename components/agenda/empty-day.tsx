import { Plus } from "lucide-react";
import { memo, useState } from "react";
import { dayAndMonth, weekdayName } from "./dates.ts";
import { dayId } from "./day-words.ts";
import { QuickAdd } from "./quick-add.tsx";
import { useReading } from "./reading.ts";

/** A day without items is one line. */
export const EmptyDay = memo(function EmptyDay({ date }: { readonly date: string }) {
  const { today, words } = useReading();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className={`day is-empty ${date < today ? "is-over" : ""}`} aria-labelledby={dayId(date)}>
      <h2 className="day-name" id={dayId(date)}>
        {weekdayName(date, words)} <span>{dayAndMonth(date, today, words)}</span>
      </h2>
      {isAdding ? (
        <QuickAdd slot={{ date }} onClose={() => setIsAdding(false)} />
      ) : (
        <button className="day-empty" type="button" onClick={() => setIsAdding(true)}>
          Nothing planned.
          <Plus className="icon" aria-hidden="true" />
          <span className="sr-only"> Add an item here</span>
        </button>
      )}
    </section>
  );
});
