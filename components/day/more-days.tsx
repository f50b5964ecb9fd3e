import { useTranslations } from "next-intl";
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
  const t = useTranslations();
  const end = useReached<HTMLDivElement>(!isReading && !isPaused, onMore);
  return (
    <div className="more" ref={end}>
      {isReading && <Skeleton words={t("day.reading")} />}
      <button className="button" type="button" onClick={onMore} aria-disabled={isReading}>
        {t("day.more")}
      </button>
    </div>
  );
}
