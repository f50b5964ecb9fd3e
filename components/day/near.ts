import { type RefObject, startTransition, useEffect, useRef, useState } from "react";

/** Days farther from the window than this render only their names: a year of them would be tens of thousands of nodes. */
const margin = "1500px 0px";

const told = new WeakMap<Element, (entry: IntersectionObserverEntry) => void>();
let observer: IntersectionObserver | undefined;

function observe(element: Element, tell: (entry: IntersectionObserverEntry) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) told.get(entry.target)?.(entry);
    },
    { rootMargin: margin },
  );
  told.set(element, tell);
  observer.observe(element);
  return () => observer?.unobserve(element);
}

/**
 * Whether an element is near the viewport, and its height when last rendered.
 * @param isAtFirst before the window is known
 */
export function useNear<E extends Element>(
  isAtFirst: boolean,
): { readonly ref: RefObject<E | null>; readonly isNear: boolean; readonly height: number | undefined } {
  const ref = useRef<E>(null);
  const [isNear, setIsNear] = useState(isAtFirst);
  const drawn = useRef(isNear);
  drawn.current = isNear;
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    if (!ref.current) return;
    return observe(ref.current, ({ isIntersecting, boundingClientRect, target }) => {
      // Stays while it contains the focus.
      const isKept = isIntersecting || target.contains(document.activeElement);
      if (!isKept && drawn.current) setHeight(boundingClientRect.height);
      // Below the viewport it is not urgent. Above it, rendering late would shift what is in view.
      if (boundingClientRect.top > innerHeight) startTransition(() => setIsNear(isKept));
      else setIsNear(isKept);
    });
  }, []);
  return { ref, isNear, height };
}
