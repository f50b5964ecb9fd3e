import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { minuteOf } from "../../agenda/time/wall-clock.ts";
import type { Shown } from "../actions/agenda-actions.ts";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { GridItem, placedAt } from "./grid-item.tsx";
import type { OldPlace } from "./old-places.ts";
import { belowNight } from "./rules/pieces.ts";
import { stretchesOf } from "./rules/place.ts";
import type { ShownDay } from "./shown-days.ts";

interface Props {
  readonly day: ShownDay;
  readonly shown: Shown;
  readonly nowMs: number;
  readonly isNightOpen: boolean;
  /** Draws placeholders instead of an empty day. */
  readonly isReading: boolean;
  readonly tabStop: string | undefined;
  readonly heldKey: string | undefined;
  readonly oldPlaces: readonly OldPlace[];
  /** An item being moved, or a new one being written, on this day. */
  readonly children?: ReactNode;
}

const skeleton = [
  { from: 540, to: 600 },
  { from: 840, to: 930 },
];

/** One day of the grid. */
export const WeekDay = memo(function WeekDay({ day, shown, nowMs, isNightOpen, isReading, ...more }: Props) {
  const t = useTranslations();
  const { today, words, timeZone, hour12 } = useReader();
  const { date, pieces, working, odd } = day;
  const isToday = date === today;
  const now = isToday ? minuteOf(wallOf(nowMs, timeZone).time) : undefined;
  const old = more.oldPlaces.flatMap(({ key, text, place }) =>
    stretchesOf(place)
      .filter((stretch) => stretch.date === date)
      .map((stretch) => ({ key, text, seen: belowNight(stretch, isNightOpen), minute: place.minute })),
  );
  const oddSeen = odd && belowNight(odd, isNightOpen);
  const hours = working
    .map(({ from, to }) => t("week.fromTo", { from: clock(from, hour12), to: clock(to, hour12) }))
    .reduce((first, second) => (first ? t("words.and", { first, second }) : second), "");
  const name = weekdayAndDate(date, today, words);
  return (
    <ol
      className={`gw-day ${date < today ? "is-past" : isToday ? "is-today" : ""}`}
      data-day={date}
      aria-label={hours ? t("week.workingHours", { day: name, hours }) : name}
    >
      {working.map(({ from, to }) => {
        const seen = belowNight({ from: minuteOf(from), to: minuteOf(to) || 1440 }, isNightOpen);
        return seen && <li key={from} className="gw-work" style={placedAt(seen)} aria-hidden="true" />;
      })}
      {oddSeen && odd && (
        <li className="gw-odd" style={placedAt(oddSeen)}>
          {t(odd.kind === "skipped" ? "week.skippedHour" : "week.twiceHour")}
        </li>
      )}
      {isReading &&
        pieces.length === 0 &&
        skeleton.map((bar) => (
          <li key={bar.from} className="slot gw-skeleton" style={placedAt(bar)} aria-hidden="true">
            <span className="skeleton-bar" />
          </li>
        ))}
      {pieces.map((piece) => {
        const key = keyOf(piece.slice.placed.item);
        return (
          <GridItem
            key={key}
            piece={piece}
            date={date}
            shown={shown}
            nowMs={nowMs}
            isNightOpen={isNightOpen}
            isTabStop={more.tabStop === key}
            isHeld={more.heldKey === key}
          />
        );
      })}
      {old.map(
        ({ key, text, seen }) =>
          seen && (
            <li
              key={`was ${key}`}
              className="slot was is-short"
              style={placedAt(seen, { x: 0, width: 1 })}
              aria-hidden="true"
            >
              <del className="slot-body">
                <bdi>{text}</bdi>
              </del>
            </li>
          ),
      )}
      {now !== undefined && (isNightOpen || now >= 420) && (
        <li className="gw-now" data-now="" style={placedAt({ from: now, to: now })} aria-hidden="true" />
      )}
      {more.children}
    </ol>
  );
});
