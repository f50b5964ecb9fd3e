import { useTranslations } from "next-intl";
import { clock, duration } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import type { Slice } from "../timeline/days.ts";

/** The item before or after one that is being added. */
export function Neighbour({ slice }: { readonly slice: Slice }) {
  const t = useTranslations();
  const { hour12 } = useReader();
  return (
    <li className="entry dim">
      <p className="when">
        <time>{clock(slice.startTime, hour12)}</time>
        {slice.endTime && (
          <span className="until">
            {t.rich("add-line.to", {
              time: () => <time>{clock(slice.endTime ?? "", hour12)}</time>,
              hidden: (words) => <span className="sr-only">{words}</span>,
            })}
          </span>
        )}
      </p>
      <span className="line" />
      <div className="what">
        <p className="title">{slice.placed.item.text}</p>
      </div>
    </li>
  );
}

/** The free time between them. */
export function Free({ minutes }: { readonly minutes: number }) {
  const t = useTranslations();
  return (
    <li className="free-time">
      <span className="line" />
      <p>{t("add-line.freeFor", { duration: duration(minutes, t) })}</p>
    </li>
  );
}
