import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useId, useMemo, useState } from "react";
import { barNow } from "../actions/bar.ts";
import { usePlanner } from "../actions/planner.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { isCovered } from "../time/day-ranges.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { DateGrid } from "./date-grid.tsx";
import { daysInWords } from "./days-in-words.ts";
import "./calendar.css";

export interface DayPickerProps {
  readonly anchor: Element | null;
  readonly onClose: () => void;
  readonly title?: string | undefined;
  /** What to do with the day; absent: go there. */
  readonly onPick?: (date: string) => void;
  /** What was typed before the field had focus, including any Enter. */
  readonly early: RefObject<string | undefined>;
  /** If days can also be given as a number. */
  readonly onShift?: (days: number) => void;
}

const shifts = [
  [1, "calendar.dayLater"],
  [7, "calendar.weekLater"],
  [-1, "calendar.dayEarlier"],
  [-7, "calendar.weekEarlier"],
] as const;

const mostShown = 3;

/** Where to go: a day typed in words, or picked. Loaded on first use. */
export function DayPicker({ anchor, onClose, title: asked, early, onPick, onShift }: DayPickerProps) {
  const t = useTranslations();
  const { date, items, windows, go } = usePlanner();
  // The list scrolls away from the URL's day.
  const [inView] = useState(() => barNow()?.date ?? date);
  const { today, words, timeZone, weekStart, locale } = useReader();
  const title = asked ?? t("calendar.goTo");
  const id = useId();
  const [typed, setTyped] = useState("");
  const hear = useCallback(
    (words: string) => daysInWords(words, { timeZone, weekStart, locale }).slice(0, mostShown),
    [timeZone, weekStart, locale],
  );
  const heard = useMemo(() => hear(typed), [hear, typed]);
  const busy = useMemo(() => {
    const planned = items.filter(({ deletedAt }) => deletedAt === undefined);
    const spans = planned.map((item) => placeItem(item, timeZone));
    return (day: string) => spans.some(({ from, to }) => from <= day && day <= to);
  }, [items, timeZone]);
  const hasItems = (day: string) => isCovered({ from: day, to: day }, windows.loaded.ranges) && busy(day);
  const pick = (day: string) => {
    onClose();
    if (onPick) onPick(day);
    else go({ date: day === today ? undefined : day });
  };
  /** Once it is focused, keys reach it directly. */
  const takeEarly = () => {
    const [words = "", ...entered] = early.current?.split("\n") ?? [];
    early.current = undefined;
    if (words !== "") setTyped(words);
    const [day] = entered.length > 0 ? hear(words) : [];
    if (day !== undefined) pick(day);
  };
  const [first = inView] = heard;
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Portal>
        <Popover.Positioner className="day-picker-at" anchor={anchor} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="day-picker" data-modal="" aria-label={title} onFocus={takeEarly}>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (heard[0]) pick(heard[0]);
              }}
            >
              <label className="sr-only" htmlFor={`${id}-day`}>
                {title}
              </label>
              <input
                id={`${id}-day`}
                className="field"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                placeholder={t("calendar.example")}
                autoComplete="off"
                enterKeyHint="go"
                aria-describedby={`${id}-heard`}
              />
              <div className="day-picker-heard" id={`${id}-heard`} role="status">
                {heard.map((day) => (
                  <button key={day} className="act" type="button" onClick={() => pick(day)}>
                    {weekdayAndDate(day, today, words)}
                  </button>
                ))}
                {typed.trim() !== "" && heard.length === 0 && <p className="hint">{t("calendar.noDate")}</p>}
              </div>
            </form>
            {onShift && (
              <div className="day-picker-shifts">
                {shifts.map(([days, key]) => (
                  <button
                    key={days}
                    className="act"
                    type="button"
                    onClick={() => {
                      onClose();
                      onShift(days);
                    }}
                  >
                    {t(key)}
                  </button>
                ))}
              </div>
            )}
            <DateGrid chosen={first} onPick={pick} hasItems={hasItems} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
