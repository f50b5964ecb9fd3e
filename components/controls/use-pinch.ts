import { type RefObject, useEffect, useEffectEvent } from "react";

const pinchedTo = 0.6;

/** A pinch, only while not zoomed in: otherwise it is meant to zoom out. */
export function usePinch(at: RefObject<HTMLElement | null>, onPinch: () => void): void {
  const pinched = useEffectEvent(onPinch);
  useEffect(() => {
    const element = at.current;
    if (!element) return;
    let apart = 0;
    const distance = ({ touches: [one, other] }: TouchEvent) =>
      one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    const start = (event: TouchEvent) => {
      apart = (visualViewport?.scale ?? 1) > 1.01 ? 0 : distance(event);
    };
    const move = (event: TouchEvent) => {
      const now = distance(event);
      if (apart === 0 || now === 0 || now > apart * pinchedTo) return;
      apart = 0;
      pinched();
    };
    element.addEventListener("touchstart", start, { passive: true });
    element.addEventListener("touchmove", move, { passive: true });
    return () => {
      element.removeEventListener("touchstart", start);
      element.removeEventListener("touchmove", move);
    };
  }, [at]);
}
