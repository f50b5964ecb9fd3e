import { useTranslations } from "next-intl";
import { type FocusEvent, type RefObject, useCallback, useMemo, useState } from "react";
import { usePlanner } from "../actions/planner.ts";
import { keyOf } from "../sync/entry-key.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { AllDayRow } from "./all-day-row.tsx";
import { DayHead } from "./day-head.tsx";
import { HourColumns, NightLabels, ZoneHeads } from "./hour-columns.tsx";
import { NightCell } from "./night-cell.tsx";
import type { OldPlace } from "./old-places.ts";
import { HeldItem } from "./placing/held-item.tsx";
import { NewSheet } from "./placing/new-sheet.tsx";
import { useGridDrags } from "./placing/use-grid-drags.ts";
import { useGridKeys } from "./placing/use-grid-keys.ts";
import { usePlacing } from "./placing/use-placing.ts";
import { useSheet } from "./placing/use-sheet.ts";
import { nightMinutes } from "./rules/pieces.ts";
import { isTimed, type Place } from "./rules/place.ts";
import type { ShownDay } from "./shown-days.ts";
import { useAllDayRows } from "./use-all-day-rows.ts";
import { useSecondZone } from "./use-second-zone.tsx";
import { WeekDay } from "./week-day.tsx";

interface Props {
  readonly ref: RefObject<HTMLElement | null>;
  readonly first: string;
  readonly days: readonly ShownDay[];
  readonly oldPlaces: readonly OldPlace[];
  /** Unknown days are not drawn as free. */
  readonly isKnown: boolean;
  readonly isReading: boolean;
}

const isInNight = (place: Place | undefined): boolean =>
  place !== undefined && isTimed(place) && place.minute < nightMinutes;

/** The time grid: items are moved, resized and created on it by pointer, touch and keyboard. */
export function WeekGrid({ ref, first, days, oldPlaces, isKnown, isReading }: Props) {
  const t = useTranslations();
  const { items, shown, nowMs } = usePlanner();
  const { today, timeZone, words } = useReader();
  const zone = useSecondZone();
  const placing = usePlacing();
  const sheet = useSheet();
  const { held } = placing;
  const [opened, setOpened] = useState(false);
  const [focused, setFocused] = useState<string>();
  // An item moved by keyboard into the night opens it, and so does a new one there.
  const isNightOpen = opened || isInNight(held?.by === "keys" ? held.to : sheet.place);
  const fromMinute = isNightOpen ? 0 : nightMinutes;
  /** Only stored items can be moved. */
  const placedOf = useCallback(
    (key: string) => {
      const item = shown.waiting.has(key) ? undefined : items.find((one) => keyOf(one) === key);
      return item && placeItem(item, timeZone);
    },
    [items, shown.waiting, timeZone],
  );
  useGridDrags({ grid: ref, fromMinute, placing, sheet, placedOf });
  const press = useGridKeys({ grid: ref, first, placing, sheet, placedOf });

  function focus({ target: { dataset } }: FocusEvent<HTMLElement>) {
    if (dataset.item !== undefined) setFocused(`${dataset.date} ${dataset.item}`);
    // Removing a focused button fires no blur.
    if (held?.by === "keys" && dataset.item !== keyOf(held.placed.item)) placing.takeBack();
  }
  /** Moving the focus away cancels a move by keyboard. */
  function blur({ relatedTarget }: FocusEvent<HTMLElement>) {
    if (held?.by === "keys" && relatedTarget !== null) placing.takeBack();
  }

  const rows = useAllDayRows(days);
  const stop = useMemo(() => {
    const stops = days.flatMap(({ date, pieces }, index) => {
      const above = rows.seen.filter(({ from }) => from === index);
      const below = pieces.filter(({ to }) => to > fromMinute).map(({ slice }) => slice);
      const keys = [...above, ...below].map(({ placed }) => keyOf(placed.item));
      // A struck one is no button.
      return keys.filter((key) => shown.marks.get(key)?.kind !== "deleted").map((key) => `${date} ${key}`);
    });
    return tabStopOf(stops, focused, today);
  }, [days, rows, shown.marks, focused, today, fromMinute]);
  const [stopDate, stopKey] = stop?.split(" ") ?? [];
  const heldKey = held && held.to !== held.was ? keyOf(held.placed.item) : undefined;
  return (
    <>
      <section
        ref={ref}
        className={`grid-week ${zone.second ? "is-second" : ""} ${isNightOpen ? "is-night-open" : ""}`}
        aria-label={t("week.weekOf", {
          day: weekdayAndDate(first, today, words),
          city: zone.ownCity,
          hasOther: String(zone.second !== undefined),
          other: zone.city,
        })}
        aria-busy={isReading}
        onKeyDown={press}
        onFocus={focus}
        onBlur={blur}
      >
        <ZoneHeads zone={zone} first={first} />
        {days.map((day) => (
          <DayHead key={day.date} day={day} isKnown={isKnown} />
        ))}
        <AllDayRow days={days} rows={rows} shown={shown} stopKey={stopKey} held={held} sheet={sheet} />
        <NightLabels zone={zone} first={first} nowMs={nowMs} isNightOpen={isNightOpen} onOpen={setOpened} />
        {days.map((day) => (
          <NightCell key={day.date} day={day} isNightOpen={isNightOpen} onOpen={setOpened} />
        ))}
        <HourColumns zone={zone} first={first} nowMs={nowMs} isNightOpen={isNightOpen} />
        {days.map((day) => (
          <WeekDay
            key={day.date}
            day={day}
            shown={shown}
            nowMs={nowMs}
            isNightOpen={isNightOpen}
            isReading={isReading}
            tabStop={stopDate === day.date ? stopKey : undefined}
            heldKey={heldKey}
            oldPlaces={oldPlaces}
          >
            {held ? <HeldItem held={held} date={day.date} isNightOpen={isNightOpen} /> : undefined}
            {sheet.place?.date === day.date && isTimed(sheet.place) ? (
              <NewSheet sheet={sheet} place={sheet.place} isNightOpen={isNightOpen} />
            ) : undefined}
          </WeekDay>
        ))}
      </section>
      <p className="sr-only" role="status">
        {placing.said}
      </p>
    </>
  );
}

/**
 * The tab stop: the last focused item if it is still there, else the first of today, else the first of the week.
 * @param stops "date key" of each item that is drawn and can be focused
 */
const tabStopOf = (stops: readonly string[], focused: string | undefined, today: string): string | undefined =>
  stops.find((one) => one === focused) ?? stops.find((one) => one.startsWith(today)) ?? stops[0];
