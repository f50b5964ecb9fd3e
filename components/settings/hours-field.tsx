import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { textOfWeekday } from "../../agenda/time/date-texts.ts";
import { weekdays } from "../../agenda/time/dates.ts";
import { TimeField } from "../fields/time-field.tsx";
import { weekdayInitials } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import type { Span } from "./settings-draft.ts";

interface Props {
  readonly spans: readonly Span[];
  /** First day of the user's week. */
  readonly weekStart: Span["days"][number];
  readonly isChanged: boolean;
  readonly problemId: string | undefined;
  readonly onChange: (spans: readonly Span[]) => void;
}

const mostSpans = 14;

/** Working hours: spans with days, start and end. */
export function HoursField({ spans, weekStart, isChanged, problemId, onChange }: Props) {
  const t = useTranslations();
  const { words } = useReader();
  const first = weekdays.indexOf(weekStart);
  const week = [...weekdays.slice(first), ...weekdays.slice(0, first)];
  const change = (at: number, next: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...next } : span)));
  const free = weekdays.filter((day) => !spans.some(({ days }) => days.includes(day)));
  return (
    <div className={`hours ${isChanged ? "is-changed" : ""}`}>
      {spans.map((span, index) => {
        const named = (name: string) =>
          spans.length > 1 ? t("settings.nth", { name, number: String(index + 1) }) : name;
        const time = (end: "from" | "to") => (
          <TimeField
            className="field"
            aria-label={named(t(end === "from" ? "settings.from" : "settings.until"))}
            aria-describedby={problemId}
            value={span[end]}
            onChange={(heard) => change(index, { [end]: heard?.time ?? "" })}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its position
          <fieldset key={index} className="span">
            <legend className="sr-only">{named(t("settings.hours"))}</legend>
            <span className="span-days">
              {week.map((day) => (
                <label key={day} className="day-box">
                  <input
                    type="checkbox"
                    checked={span.days.includes(day)}
                    onChange={({ target }) =>
                      change(index, {
                        days: target.checked ? [...span.days, day] : span.days.filter((each) => each !== day),
                      })
                    }
                  />
                  <span aria-hidden="true">{weekdayInitials(weekdays.indexOf(day) + 1, words)}</span>
                  <span className="sr-only">{textOfWeekday(day, t)}</span>
                </label>
              ))}
            </span>
            <span className="span-times">
              {time("from")}
              <span aria-hidden="true">{t("settings.between")}</span>
              {time("to")}
              <button
                className="square"
                type="button"
                aria-label={named(t("settings.hoursRemove"))}
                onClick={() => onChange(spans.filter((_, at) => at !== index))}
              >
                <X className="icon" aria-hidden="true" />
              </button>
            </span>
          </fieldset>
        );
      })}
      {spans.length === 0 && <p className="hint">{t("settings.hoursNone")}</p>}
      {spans.length < mostSpans && (
        <button
          className="act is-quiet"
          type="button"
          onClick={() => onChange([...spans, { days: free.slice(0, 1), from: "09:00", to: "17:00" }])}
        >
          <Plus className="icon" aria-hidden="true" />
          {t("settings.hoursAdd")}
        </button>
      )}
    </div>
  );
}
