import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { addDays } from "../../../agenda/time/dates.ts";
import { minuteOf } from "../../../agenda/time/wall-clock.ts";
import { useKeyCommands } from "../../actions/key-commands.ts";
import { usePlanner } from "../../actions/planner.ts";
import { alongText } from "../../controls/direction.ts";
import { keyOf } from "../../sync/entry-key.ts";
import { useReader } from "../../time/reader.ts";
import { wallOf } from "../../time/wall-in-zone.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import {
  isReachable,
  isTimed,
  lastHour,
  onDay,
  type Place,
  placeAfter,
  placeOf,
  resized,
  stepped,
} from "../rules/place.ts";
import type { Placing } from "./use-placing.ts";
import type { Sheet } from "./use-sheet.ts";
import { neighbourOf } from "./walk.ts";

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  /** The week's first day. */
  readonly first: string;
  readonly placing: Placing;
  readonly sheet: Sheet;
  readonly placedOf: (key: string) => Placed | undefined;
}

const morning = 9 * 60;

/** Keyboard actions on the grid: arrows walk, Shift-M starts a move that arrows continue, c writes a new item. */
export function useGridKeys({ grid, first, placing, sheet, placedOf }: Options) {
  const { timeZone, today, usualMinutes } = useReader();
  const { shown } = usePlanner();
  const { held } = placing;
  // A ref: keys may come before the next render.
  const heldKey = useRef<string>(undefined);
  heldKey.current = held?.by === "keys" ? keyOf(held.placed.item) : undefined;

  const isShownWeek = (date: string) => first <= date && date <= addDays(first, 6);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another week takes the field away
  useLayoutEffect(() => {
    // Opened while this week was still to come: what is being typed is for this one.
    if (!sheet.place || isShownWeek(sheet.place.date) || document.activeElement !== document.body) return;
    sheet.open(nextPlace(undefined));
  }, [first]);

  const isShown = () => grid.current?.checkVisibility() ?? false;
  const itemAt = (target: EventTarget | null) =>
    target instanceof HTMLElement && grid.current?.contains(target) ? placedOf(target.dataset.item ?? "") : undefined;
  useKeyCommands({
    move: ({ target }) => {
      // With a selection, actions apply to the whole of it.
      const on = isShown() && !shown.selected?.size ? itemAt(target) : undefined;
      if (!on) return false;
      flushSync(() => placing.lift(on, "keys"));
      return true;
    },
    add: ({ target }) => {
      if (!isShown()) return false;
      // Synchronously, so that the next letter lands in the field.
      const on = itemAt(target);
      flushSync(() => sheet.open(nextPlace(on, on && (target as HTMLElement).dataset.date), on && keyOf(on.item)));
      return true;
    },
  });

  /**
   * After the focused item; else on its day, or today, at the next full hour, or 9:00.
   * @param seenOn the day of this week on which the item is focused
   */
  function nextPlace(on: Placed | undefined, seenOn?: string): Place {
    const place = on && placeOf(on, timeZone);
    const after = place && isTimed(place) ? placeAfter(place, usualMinutes) : undefined;
    if (after && isShownWeek(after.date)) return after;
    const date = seenOn ?? (isShownWeek(today) ? today : first);
    const now = minuteOf(wallOf(Date.now(), timeZone).time);
    const minute = date === today ? Math.ceil(now / 60) * 60 : morning;
    return { date, minute: Math.min(minute, lastHour), minutes: usualMinutes };
  }

  function move(key: string, isLength: boolean): boolean {
    const steps = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : undefined;
    const days = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : undefined;
    const put = (change: (to: Place) => Place) =>
      placing.put((to, { was }) => {
        const next = change(to);
        return isReachable(next, was, first) ? next : to;
      });
    if (steps) put((to) => (isLength ? resized(to, steps) : stepped(to, steps)));
    else if (days) put((to) => (isLength && !isTimed(to) ? resized(to, days) : onDay(to, addDays(to.date, days))));
    else if (key === "Enter") placing.keep();
    else if (key === "Escape") placing.takeBack();
    else return key === " ";
    return true;
  }

  return (event: KeyboardEvent<HTMLElement>) => {
    const { shiftKey, ctrlKey, metaKey, altKey, target } = event;
    const key = alongText(event.key);
    if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement) || target.dataset.item === undefined) return;
    if (target.dataset.item === heldKey.current) {
      if (!move(key, shiftKey)) return;
    } else {
      const next = !shiftKey && grid.current ? neighbourOf(grid.current, target, key) : undefined;
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
