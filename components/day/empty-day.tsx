import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { DayName } from "./day-name.tsx";

/** A day without items is a single line. */
export function EmptyDay({ date }: { readonly date: string }) {
  const t = useTranslations();
  const { startLine } = useAgendaActions();
  return (
    <>
      <DayName date={date} />
      <button className="day-empty" type="button" onClick={() => startLine({ date })}>
        {t("day.nothing")}
        <Plus className="icon" aria-hidden="true" />
        <span className="sr-only"> {t("day.addHere")}</span>
      </button>
    </>
  );
}
