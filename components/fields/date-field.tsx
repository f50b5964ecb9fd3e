import { Popover } from "@base-ui/react/popover";
import { CalendarDays } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
import { DateGrid } from "../calendar/date-grid.tsx";
import { isComposing } from "../controls/is-composing.ts";
import { useAfterPress } from "../controls/use-after-press.ts";
import { clock } from "../time/clock-words.ts";
import { fullDate, weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isDay } from "../time/view-address.ts";
import { type Day, plannedCount } from "../timeline/days.ts";
import { useKnownDay } from "../timeline/use-known-day.ts";
import { inRow } from "../words/listed.ts";
import type { DateHeard } from "./moment-heard.ts";
import "../calendar/calendar.css";
import "./fields.css";

interface Props extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  /** YYYY-MM-DD, or empty. */
  readonly value: string;
  /** HH:MM or empty, if the field has a time: words may then set it too. */
  readonly time?: string;
  /** The month shown while nothing is chosen. */
  readonly near?: string | undefined;
  readonly onChange: (date: string, time?: string) => void;
}

type Hear = typeof import("./moment-heard.ts").dateHeard;

/** A day: typed in words ("fri", "3 dec", "fri 3pm") or as 2026-12-03, or picked from a month (its icon or arrow down). */
export function DateField({ value, time, near, onChange, className = "", ...input }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const { today, words, hour12 } = reader;
  const dayOf = useKnownDay();
  const afterPress = useAfterPress();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // The text while typing.
  const [typed, setTyped] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  // Set before the next render: a key may come first.
  const hear = useRef<Hear>(undefined);
  const [, setHasLearnt] = useState(false);
  // Fallback for what the words leave out; the values change with every key.
  const before = useRef<DateHeard>({});
  const written = isDay(value) ? fullDate(value, words) : value;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a value set from elsewhere replaces unparsed text
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(undefined);
  }, [value]);

  function heardIn(text: string): DateHeard | undefined {
    const trimmed = text.trim();
    if (isDay(trimmed)) return { date: trimmed };
    return trimmed === "" ? undefined : hear.current?.(trimmed, reader, time !== undefined);
  }
  const heard = typed === undefined || typed === written ? undefined : heardIn(typed);
  const isMistake = typed !== undefined && typed.trim() !== "" && typed !== written && heard === undefined;
  const date = heard?.date ?? value;
  const said = heard && [
    isDay(date) && weekdayAndDate(date, today, words),
    heard.time !== undefined && clock(heard.time, hour12),
  ];

  function type(text: string) {
    setTyped(text);
    const next = text === written ? undefined : heardIn(text);
    if (!next) return;
    const day = next.date ?? before.current.date ?? "";
    if (time === undefined) onChange(day);
    else onChange(day || today, next.time ?? before.current.time ?? "");
  }
  // As of now, not of when the parser was asked for.
  const parse = useRef(() => {});
  parse.current = () => {
    if (typed !== undefined) type(typed);
  };
  /** The parser is loaded when typing may start; anything typed meanwhile is parsed then. */
  async function learn() {
    before.current = { date: value, ...(time !== undefined && { time }) };
    if (hear.current) return;
    const learnt = await import("./moment-heard.ts").catch(() => undefined);
    if (!learnt) return;
    hear.current = learnt.dateHeard;
    setHasLearnt(true);
    if (field.current) parse.current();
  }
  /** Writes the date in the standard form. @param then when the layout may move: a pressed button must not slip away */
  function settle(then = (run: () => void) => run()) {
    if (typed !== undefined && typed.trim() === "") onChange("");
    if (!isMistake) then(() => setTyped(undefined));
  }
  return (
    <div className="date-field">
      <input
        {...input}
        ref={field}
        className={className}
        autoComplete="off"
        aria-invalid={isMistake || input["aria-invalid"]}
        aria-describedby={[input["aria-describedby"], `${id}-heard`].filter(Boolean).join(" ")}
        {...(isMistake && { "data-mistake": "" })}
        value={typed ?? written}
        onFocus={({ target }) => {
          target.select();
          void learn();
        }}
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === "Enter") settle();
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setIsOpen(true);
        }}
        onBlur={() => settle(afterPress)}
      />
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger className="square" aria-label={t("fields.showMonth")}>
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
              aria-label={t("fields.pickDay")}
              initialFocus={() => document.querySelector<HTMLElement>('.day-picker [data-date][tabindex="0"]')}
              finalFocus={field}
            >
              <DateGrid
                chosen={isDay(value) ? value : (near ?? today)}
                hasItems={(day) => plannedCount(dayOf(day) ?? noDay) > 0}
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
      {/* Always there: a live region added with text is not announced everywhere. */}
      <span className="heard" id={`${id}-heard`} role="status">
        {said
          ? inRow(
              said.filter((each) => typeof each === "string"),
              t,
            )
          : isMistake
            ? t("fields.noDay")
            : ""}
      </span>
    </div>
  );
}

const noDay: Day = { date: "", allDay: [], slices: [] };
