import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Shown } from "../actions/agenda-actions.ts";
import { AllDayEntry } from "../entry/entry.tsx";
import { keyOf } from "../sync/entry-key.ts";
import type { Placed } from "../timeline/placed-item.ts";

interface Props {
  readonly placed: readonly Placed[];
  readonly date: string;
  readonly shown: Shown;
  readonly nowMs: number;
}

/** Items ticked off today, below the day. */
export function DoneToday({ placed, date, shown, nowMs }: Props) {
  const t = useTranslations();
  const id = useId();
  const [isOpen, setIsOpen] = useState(true);
  return (
    <section className="sunk" aria-label={t("day.doneToday")}>
      <button
        className="act"
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen((before) => !before)}
      >
        <ChevronUp className="icon" aria-hidden="true" />
        {t("day.doneCount", { count: placed.length })}
      </button>
      <ol className="entries" id={id} hidden={!isOpen}>
        {placed.map((one) => (
          <AllDayEntry key={keyOf(one.item)} placed={one} date={date} shown={shown} nowMs={nowMs} sinks />
        ))}
      </ol>
    </section>
  );
}
