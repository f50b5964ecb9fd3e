import { type RefObject, useEffect, useRef } from "react";

/** Calls back when the user scrolls near an element, once per time it is awaited. */
export function useReached<E extends Element>(isAwaited: boolean, onReached: () => void): RefObject<E | null> {
  const edge = useRef<E>(null);
  const reached = useRef(onReached);
  reached.current = onReached;
  useEffect(() => {
    if (!edge.current || !isAwaited) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reached.current(), {
      rootMargin: "600px",
    });
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [isAwaited]);
  return edge;
}
