import { type RefObject, useEffect, useRef } from "react";

/** Tells when one has scrolled near an element, again each time that it is looked out for anew. */
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
