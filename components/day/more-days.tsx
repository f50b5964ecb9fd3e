import { useEffect, useRef } from "react";
import { Skeleton } from "./skeleton.tsx";

interface Props {
  readonly isReading: boolean;
  /** After a failure nothing is loaded until requested. */
  readonly isPaused: boolean;
  readonly onMore: () => void;
}

/** At the end of the list: more days load on scrolling there, or on request. */
export function MoreDays({ isReading, isPaused, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    if (!end.current || isReading || isPaused) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: "400px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isReading, isPaused]);
  return (
    <div className="more" ref={end}>
      {isReading && <Skeleton words="Reading more days" />}
      <button className="button" type="button" onClick={onMore} aria-disabled={isReading}>
        Show more days
      </button>
    </div>
  );
}
