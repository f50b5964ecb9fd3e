import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Overlap, wordsOfOverlap } from "../actions/overlap-words.ts";
import { useReader } from "../time/reader.ts";

interface OverlapProps {
  readonly overlap: Overlap;
  /** Absent if the item is not loaded. */
  readonly onMove: (() => void) | undefined;
  readonly onClose: () => void;
}

/** The item was stored; quietly notes that its time is taken, with a way to choose another. Loaded on first use. */
export function OverlapNotice({ overlap, onMove, onClose }: OverlapProps) {
  const t = useTranslations();
  const reading = useReader();
  return (
    <div className="banner">
      <TriangleAlert className="icon" aria-hidden="true" />
      <span role="status">{wordsOfOverlap(overlap, reading, t)}</span>
      <span className="banner-acts">
        {onMove && (
          <button className="act" type="button" onClick={onMove}>
            {t("notices.findTime")}
          </button>
        )}
        <button className="act is-quiet" type="button" onClick={onClose}>
          {t("notices.leaveIt")}
        </button>
      </span>
    </div>
  );
}
