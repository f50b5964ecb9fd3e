import { type TouchEvent, useRef } from "react";
import { forward } from "./direction.ts";

const farPx = 64;

/** A horizontal swipe over an element. @param onSwipe 1 towards the start of the line: forward; -1 back */
export function useSwipe(onSwipe: (by: 1 | -1) => void) {
  const start = useRef<{ readonly x: number; readonly y: number }>(undefined);
  return {
    onTouchStart: ({ touches: { 0: first, 1: second } }: TouchEvent) => {
      start.current = first && !second ? { x: first.clientX, y: first.clientY } : undefined;
    },
    onTouchEnd: ({ changedTouches: { 0: last } }: TouchEvent) => {
      const from = start.current;
      start.current = undefined;
      if (!from || !last) return;
      const [x, y] = [last.clientX - from.x, last.clientY - from.y];
      if (Math.abs(x) >= farPx && Math.abs(x) > 2 * Math.abs(y)) onSwipe(x * forward() < 0 ? 1 : -1);
    },
  };
}
