import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import type { Place } from "../rules/place.ts";

/** The field for a new item on the grid. */
export interface Sheet {
  readonly place: Place | undefined;
  /** Whether the pointer is still drawing it. */
  readonly isDrawing: boolean;
  /** Its words; kept when it is drawn again elsewhere. */
  readonly words: RefObject<string>;
  readonly draw: (place: Place) => void;
  /** Drawing is done; typing starts. */
  readonly write: () => void;
  readonly open: (place: Place) => void;
  readonly close: () => void;
  /** Closes it unless something was typed. */
  readonly closeIfEmpty: () => void;
}

export function useSheet(): Sheet {
  const [sheet, setSheet] = useState<{ readonly place: Place; readonly isDrawing: boolean }>();
  const words = useRef("");
  const isOpen = useRef(false);
  isOpen.current = sheet !== undefined && !sheet.isDrawing;
  const draw = useCallback((place: Place) => setSheet({ place, isDrawing: true }), []);
  const write = useCallback(() => setSheet((now) => now && { ...now, isDrawing: false }), []);
  const open = useCallback((place: Place) => setSheet({ place, isDrawing: false }), []);
  const close = useCallback(() => setSheet(undefined), []);
  const closeIfEmpty = useCallback(() => {
    if (isOpen.current && words.current === "") setSheet(undefined);
  }, []);
  return useMemo(
    () => ({
      place: sheet?.place,
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
