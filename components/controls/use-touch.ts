import { type RefObject, type TouchEvent, useEffect, useRef } from "react";
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

const pinchedTo = 0.6;

/** A pinch, only while not zoomed in: otherwise it is meant to zoom out. */
export function usePinch(at: RefObject<HTMLElement | null>, onPinch: () => void): void {
  const current = useRef(onPinch);
  current.current = onPinch;
  useEffect(() => {
    const element = at.current;
    if (!element) return;
    let apart = 0;
    const distance = ({ touches: [one, other] }: globalThis.TouchEvent) =>
      one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    const start = (event: globalThis.TouchEvent) => {
      apart = (visualViewport?.scale ?? 1) > 1.01 ? 0 : distance(event);
    };
    const move = (event: globalThis.TouchEvent) => {
      const now = distance(event);
      if (apart === 0 || now === 0 || now > apart * pinchedTo) return;
      apart = 0;
      current.current();
    };
    element.addEventListener("touchstart", start, { passive: true });
    element.addEventListener("touchmove", move, { passive: true });
    return () => {
      element.removeEventListener("touchstart", start);
      element.removeEventListener("touchmove", move);
    };
  }, [at]);
}
