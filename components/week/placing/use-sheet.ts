import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { Place } from "../rules/place.ts";

/** The field for a new item on the grid. */
export interface Sheet {
  readonly place: Place | undefined;
  /** The key of the item it was opened from, by keyboard. */
  readonly from: string | undefined;
  /** Whether the pointer is still drawing it. */
  readonly isDrawing: boolean;
  /** Its words; kept when it is drawn again elsewhere. */
  readonly words: RefObject<string>;
  readonly draw: (place: Place) => void;
  /** Drawing is done; typing starts. */
  readonly write: () => void;
  /** @param from the key of the item it is opened from */
  readonly open: (place: Place, from?: string) => void;
  readonly close: () => void;
  /** Closes it unless something was typed. */
  readonly closeIfEmpty: () => void;
}

export function useSheet(): Sheet {
  const [sheet, setSheet] = useState<{
    readonly place: Place;
    readonly isDrawing: boolean;
    readonly from?: string | undefined;
  }>();
  const words = useRef("");
  const isOpen = useRef(false);
  isOpen.current = sheet !== undefined && !sheet.isDrawing;
  const draw = useCallback((place: Place) => setSheet({ place, isDrawing: true }), []);
  const write = useCallback(() => setSheet((now) => now && { ...now, isDrawing: false }), []);
  const open = useCallback(
    (place: Place, from?: string) => setSheet((now) => ({ place, isDrawing: false, from: from ?? now?.from })),
    [],
  );
  const close = useCallback(() => setSheet(undefined), []);
  const closeIfEmpty = useCallback(() => {
    if (isOpen.current && words.current === "") setSheet(undefined);
  }, []);
  return useMemo(
    () => ({
      place: sheet?.place,
      from: sheet?.from,
      isDrawing: sheet?.isDrawing ?? false,
      words,
      draw,
      write,
      open,
      close,
      closeIfEmpty,
    }),
    [sheet, draw, write, open, close, closeIfEmpty],
  );
}
