import { Plus, X } from "lucide-react";
import { TimeField } from "../fields/time-field.tsx";
import { weekdaysFromMonday } from "../time/date-names.ts";
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
  const first = weekdaysFromMonday.indexOf(weekStart);
  const week = [...weekdaysFromMonday.slice(first), ...weekdaysFromMonday.slice(0, first)];
  const change = (at: number, next: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...next } : span)));
  const free = weekdaysFromMonday.filter((day) => !spans.some(({ days }) => days.includes(day)));
  return (
    <div className={`hours ${isChanged ? "is-changed" : ""}`}>
      {spans.map((span, index) => {
        const name = spans.length > 1 ? `, stretch ${index + 1}` : "";
        const time = (end: "from" | "to") => (
          <TimeField
            className="field"
            aria-label={`${end === "from" ? "From" : "To"}${name}`}
            aria-describedby={problemId}
            value={span[end]}
            onChange={(heard) => change(index, { [end]: heard?.time ?? "" })}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no identity but its place
          <fieldset key={index} className="span">
            <legend className="sr-only">Working hours{name}</legend>
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
                  <span aria-hidden="true">{day.slice(0, 2)}</span>
                  <span className="sr-only">{day}</span>
                </label>
              ))}
            </span>
            <span className="span-times">
              {time("from")}
              <span aria-hidden="true">to</span>
              {time("to")}
              <button
                className="square"
                type="button"
                aria-label={`Remove these hours${name}`}
                onClick={() => onChange(spans.filter((_, at) => at !== index))}
              >
                <X className="icon" aria-hidden="true" />
              </button>
            </span>
          </fieldset>
        );
      })}
      {spans.length === 0 && <p className="hint">Saved like this, Monday to Friday from 09:00 to 17:00 holds again.</p>}
      {spans.length < mostSpans && (
        <button
          className="act is-quiet"
          type="button"
          onClick={() => onChange([...spans, { days: free.slice(0, 1), from: "09:00", to: "17:00" }])}
        >
          <Plus className="icon" aria-hidden="true" />
          Add hours
        </button>
      )}
    </div>
  );
}
