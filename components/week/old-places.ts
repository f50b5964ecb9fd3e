import { useMemo } from "react";
import { usePlanner } from "../actions/planner.ts";
import { isTouched } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import { isSpan, placeItem } from "../timeline/placed-item.ts";
import { isTimed, placeOf, type TimedPlace } from "./rules/place.ts";

/** An item's place before the assistant moved it. */
export interface OldPlace {
  readonly key: string;
  readonly text: string;
  readonly place: TimedPlace;
}

/** Old places of items that the assistant moved, within a week, until the change is kept. */
export function useOldPlaces(first: string, last: string): readonly OldPlace[] {
  const { items, shown } = usePlanner();
  const { timeZone } = useReader();
  return useMemo(() => {
    const moved = [...shown.marks].filter(([, mark]) => isTouched(mark, "when") && mark.before?.startTime);
    if (moved.length === 0) return [];
    const byKey = new Map(items.map((item) => [keyOf(item), item]));
    return moved.flatMap(([key, mark]) => {
      const item = byKey.get(key);
      if (!item || !mark.before) return [];
      const placed = placeItem(mark.before, timeZone);
      const place = placeOf(placed, timeZone);
      const isHere = placed.from <= last && placed.to >= first && isTimed(place) && !isSpan(placed);
      return isHere ? [{ key, text: mark.before.text, place }] : [];
    });
  }, [items, shown.marks, timeZone, first, last]);
}
