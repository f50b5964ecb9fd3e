import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { type Shown, useAgendaActions } from "../actions/agenda-actions.ts";
import { isTouched, type Mark, markAttributes } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import type { Across, Stretch } from "./rules/across.ts";
import { belowNight, type Piece, runsOn } from "./rules/pieces.ts";
import { placeOf } from "./rules/place.ts";
import { nameOf, rangeOf } from "./rules/week-words.ts";

interface Props {
  readonly piece: Piece;
  readonly date: string;
  readonly shown: Shown;
  readonly nowMs: number;
  readonly isNightOpen: boolean;
  /** Whether it is the grid's tab stop. */
  readonly isTabStop: boolean;
  /** Whether it is being moved: this is its old place. */
  readonly isHeld: boolean;
}

/** Up to 30 minutes the title has one line; the time is shown from 75 minutes. */
const shortMinutes = 30;
const toldMinutes = 75;

/** CSS variables for a stretch: hours from midnight, and its share of the column. */
export const placedAt = ({ from, to }: Stretch, across?: Pick<Across, "x" | "width">): CSSProperties =>
  ({
    "--at": from / 60,
    "--long": (to - from) / 60,
    ...(across && { "--x": across.x, "--w": across.width }),
  }) as CSSProperties;

/** Classes for who wrote it, whether it is over, and whether it is done. */
export function inkOf(item: Piece["slice"]["placed"]["item"], mark: Mark | undefined, isPast: boolean): string {
  const ink = !mark
    ? ""
    : mark.kind === "deleted"
      ? "is-fresh is-deleted"
      : isTouched(mark, "when")
        ? "is-moved"
        : "is-fresh";
  return `${ink} ${isPast && !mark ? "is-past" : ""} ${item.done ? "is-done" : ""}`;
}

/** An item on the grid, with a handle at its bottom edge to resize it, and a mark where it overlaps. */
export function GridItem({ piece, date, shown, nowMs, isNightOpen, isTabStop, isHeld }: Props) {
  const t = useTranslations();
  const { open } = useAgendaActions();
  const reading = useReader();
  const { slice, across, clashes, inside } = piece;
  const { placed } = slice;
  const { item } = placed;
  const drawn = belowNight(piece, isNightOpen);
  if (!drawn) return null;
  const key = keyOf(item);
  const mark = shown.marks.get(key);
  const isPast = slice.ends ? slice.endMs <= nowMs : slice.startMs < nowMs;
  const isWaiting = shown.waiting.has(key);
  const isSelected = shown.selected?.has(key) ?? false;
  const place = placeOf(placed, reading.timeZone);
  const minutes = drawn.to - drawn.from;
  const isTold = minutes >= toldMinutes;
  const name = nameOf(placed, place, { mark, inside, clashes, isPast, isWaiting, isSelected }, reading, t);
  const isLane = across.width < 1 && !across.isInner;
  const classes = [
    "slot",
    minutes <= shortMinutes && "is-short",
    isLane && "is-lane",
    across.isInner && "is-in",
    across.hasInner && "has-in",
    runsOn(piece) && "is-over",
    inkOf(item, mark, isPast),
    isWaiting && "is-waiting",
    isHeld && "was is-mine",
    shown.openId === key && "is-open",
    isSelected && "is-selected",
  ];
  const style = placedAt(drawn, across);
  const words = (
    <>
      <strong dir="auto">{item.text}</strong>
      {isTold && <time>{rangeOf(place, reading, t)}</time>}
    </>
  );
  return (
    <>
      <li className={classes.filter(Boolean).join(" ")} style={style} {...markAttributes(mark)}>
        {mark?.kind === "deleted" ? (
          <p className="slot-body">
            <span className="sr-only">{name}</span>
            <del aria-hidden="true">{words}</del>
          </p>
        ) : (
          <button
            className="slot-body"
            type="button"
            data-item={key}
            data-date={date}
            data-minute={piece.from}
            tabIndex={isTabStop ? 0 : -1}
            aria-label={name}
            onClick={() => open(item)}
          >
            {words}
          </button>
        )}
        {!runsOn(piece) && mark?.kind !== "deleted" && <span className="slot-end" data-resize="" aria-hidden="true" />}
      </li>
      {clashes.map((clash) => {
        const seen = belowNight(clash, isNightOpen);
        return (
          seen && (
            <li
              key={clash.from}
              className={`clash ${across.isInner ? "is-in" : ""}`}
              style={placedAt(seen, across)}
              aria-hidden="true"
            />
          )
        );
      })}
    </>
  );
}
