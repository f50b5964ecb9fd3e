import { Skeleton } from "./skeleton.tsx";
import { useReached } from "./use-reached.ts";

interface Props {
  readonly isReading: boolean;
  /** After a failure nothing is loaded until requested. */
  readonly isPaused: boolean;
  readonly onMore: () => void;
}

/** At the end of the list: more days load on scrolling there, or on request. */
export function MoreDays({ isReading, isPaused, onMore }: Props) {
  const end = useReached<HTMLDivElement>(!isReading && !isPaused, onMore);
  return (
    <div className="more" ref={end}>
      {isReading && <Skeleton words="Reading more days" />}
      <button className="button" type="button" onClick={onMore} aria-disabled={isReading}>
        Show more days
      </button>
    </div>
  );
}
