import { useTranslations } from "next-intl";
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";
import { isComposing } from "../controls/is-composing.ts";
import { useAfterPress } from "../controls/use-after-press.ts";
import { clock, duration } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { endHeard, type TimeHeard, timeAfter, timeHeard } from "./time-heard.ts";
import "./fields.css";

interface Props extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  /** HH:MM, or empty. */
  readonly value: string;
  /** For an end within a day: the start, HH:MM. The list starts there, with lengths; what is before it is the next day's. */
  readonly after?: string | undefined;
  /** Whether that time is taken. */
  readonly isTaken?: ((at: TimeHeard) => boolean) | undefined;
  readonly onChange: (heard: TimeHeard | undefined) => void;
}

const [quarter, dayMinutes, longestMinutes] = [15, 24 * 60, 12 * 60];

/** A time: typed in a common form, or picked from a list of quarter hours (click or arrow down). */
export function TimeField({ value, after, isTaken, onChange, className = "", ...input }: Props) {
  const t = useTranslations();
  const { hour12 } = useReader();
  const afterPress = useAfterPress();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // The text while typing.
  const [typed, setTyped] = useState<string>();
  // The active option while the list is open.
  const [at, setAt] = useState<number>();
  // The base for "+1h"; the value itself changes with every key.
  const base = useRef(value);
  const isOpen = at !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value set from elsewhere replaces unparsed text
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(undefined);
  }, [value]);
  useEffect(() => {
    if (at !== undefined) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const count = after ? longestMinutes / quarter : dayMinutes / quarter;
  const option = (index: number): TimeHeard =>
    after ? timeAfter(after, (index + 1) * quarter) : { time: timeAt(index * quarter) };
  const hear = (text: string) => {
    if (after) return endHeard(text, after);
    const heard = timeHeard(text, base.current);
    return heard?.days ? undefined : heard; // a start stays on its day
  };
  const heard = typed === undefined ? undefined : hear(typed);
  const isMistake = typed !== undefined && typed.trim() !== "" && heard === undefined;

  function open() {
    const minutes = minuteOf(value || "09:00") - (after ? minuteOf(after) + quarter : 0);
    const index = Math.round(((minutes + dayMinutes) % dayMinutes) / quarter);
    setAt(index < count ? index : 0);
  }
  function type(text: string) {
    setAt(undefined);
    setTyped(text);
    const next = hear(text);
    if (next) onChange(next);
  }
  function pick(index: number) {
    setAt(undefined);
    setTyped(undefined);
    onChange(option(index));
  }
  /** Writes the typed time in the standard form. @param then when the layout may move: a pressed button must not slip away */
  function settle(then = (run: () => void) => run()) {
    if (typed !== undefined && typed.trim() === "") onChange(undefined);
    if (!isMistake) then(() => setTyped(undefined));
  }
  function press(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return;
    const { key } = event;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (at === undefined) open();
      else setAt((at + step + count) % count);
    } else if (key === "Enter" && at !== undefined) {
      event.preventDefault();
      pick(at);
    } else if (key === "Enter") settle();
    else if (key === "Escape" && isOpen) {
      event.stopPropagation();
      setAt(undefined);
    }
  }
  return (
    <div className="time-field">
      <input
        {...input}
        ref={field}
        className={`${className} is-clock`}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-times` : undefined}
        aria-activedescendant={isOpen ? `${id}-${at}` : undefined}
        aria-autocomplete="none"
        aria-invalid={isMistake || input["aria-invalid"]}
        aria-describedby={[input["aria-describedby"], `${id}-heard`].filter(Boolean).join(" ")}
        {...(isMistake && { "data-mistake": "" })}
        autoComplete="off"
        size={hour12 ? 8 : 6}
        value={typed ?? (value && clock(value, hour12))}
        onFocus={() => {
          base.current = value;
        }}
        onClick={open}
        onKeyDown={press}
        onChange={({ target }) => type(target.value)}
        onBlur={() => {
          setAt(undefined);
          settle(afterPress);
        }}
      />
      {/* Always there: a live region added with text is not announced everywhere. */}
      <span className="heard" id={`${id}-heard`} role="status">
        {isMistake ? t("fields.noTime") : heard?.days ? t("fields.nextDay") : ""}
      </span>
      {isOpen && (
        <div ref={list} className="time-list" id={`${id}-times`} role="listbox" aria-label={t("fields.quarterHours")}>
          {Array.from({ length: count }, (_, index) => {
            const { time, days } = option(index);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
              <div
                key={`${days}-${time}`}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(index)}
              >
                {clock(time, hour12)}
                {after && <span> {duration((index + 1) * quarter, t)}</span>}
                {days ? <span> {t("fields.nextDay")}</span> : null}
                {isTaken?.({ time, days: days ?? 0 }) && <span className="is-taken"> {t("fields.taken")}</span>}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}
