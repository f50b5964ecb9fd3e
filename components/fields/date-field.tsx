import { Popover } from "@base-ui/react/popover";
import { CalendarDays } from "lucide-react";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { DateGrid } from "../calendar/date-grid.tsx";
import { fullDate, weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isDay } from "../time/view-address.ts";
import "../calendar/calendar.css";
import "./fields.css";

interface Props extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  /** YYYY-MM-DD, or empty. */
  readonly value: string;
  /** Where the month opens while nothing is chosen. */
  readonly near?: string | undefined;
  readonly onChange: (date: string) => void;
}

type DaysInWords = typeof import("../calendar/days-in-words.ts").daysInWords;

/** A day: typed in words ("fri", "3 dec") or as 2026-12-03, or picked from a month (its icon or arrow down). */
export function DateField({ value, near, onChange, className = "", ...input }: Props) {
  const { today, words, timeZone, weekStart, locale } = useReader();
  const field = useRef<HTMLInputElement>(null);
  // What is typed, while it is.
  const [typed, setTyped] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  const [daysInWords, setDaysInWords] = useState<DaysInWords>();
  const written = isDay(value) ? fullDate(value, words) : value;

  // biome-ignore lint/correctness/useExhaustiveDependencies: set from elsewhere, it replaces what was not understood
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(undefined);
  }, [value]);

  function dateIn(text: string, hear = daysInWords): string | undefined {
    const trimmed = text.trim();
    if (isDay(trimmed)) return trimmed;
    if (trimmed === "" || hear === undefined) return undefined;
    return hear(trimmed, { timeZone, weekStart, locale })[0];
  }
  const heard = typed === undefined ? undefined : dateIn(typed);
  const isMistake = typed !== undefined && typed.trim() !== "" && typed !== written && heard === undefined;

  function type(text: string, hear = daysInWords) {
    setTyped(text);
    const date = dateIn(text, hear);
    if (date !== undefined) onChange(date);
  }
  /** Words for days are loaded when somebody may type them; what was typed meanwhile is read then. */
  async function learn() {
    if (daysInWords) return;
    const learnt = await import("../calendar/days-in-words.ts").catch(() => undefined);
    if (!learnt) return;
    setDaysInWords(() => learnt.daysInWords);
    const { current } = field;
    if (current && document.activeElement === current && current.value !== written)
      type(current.value, learnt.daysInWords);
  }
  /** What was typed is written as every date is. */
  function settle() {
    if (typed !== undefined && typed.trim() === "") onChange("");
    if (!isMistake) setTyped(undefined);
  }
  return (
    <div className="date-field">
      <input
        {...input}
        ref={field}
        className={className}
        autoComplete="off"
        aria-invalid={isMistake || input["aria-invalid"]}
        {...(isMistake && { "data-mistake": "" })}
        value={typed ?? written}
        onFocus={({ target }) => {
          target.select();
          void learn();
        }}
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setIsOpen(true);
        }}
        onBlur={settle}
      />
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger className="square" aria-label="Show the month">
          <CalendarDays className="icon" aria-hidden="true" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner
            className="day-picker-at"
            anchor={field}
            align="start"
            sideOffset={6}
            collisionPadding={8}
          >
            <Popover.Popup
              className="day-picker"
              data-modal=""
              aria-label="Pick a day"
              initialFocus={() => document.querySelector<HTMLElement>('.day-picker [data-date][tabindex="0"]')}
              finalFocus={field}
            >
              <DateGrid
                chosen={isDay(value) ? value : (near ?? today)}
                onPick={(date) => {
                  setTyped(undefined);
                  setIsOpen(false);
                  onChange(date);
                }}
              />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      {typed !== undefined && typed !== written && (heard || isMistake) && (
        <span className="heard" role="status">
          {heard ? weekdayAndDate(heard, today, words) : "No day is named by these words."}
        </span>
      )}
    </div>
  );
}
