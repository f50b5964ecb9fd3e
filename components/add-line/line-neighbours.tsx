import { clock, duration } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import type { Slice } from "../timeline/days.ts";

/** The item before or after one that is being added. */
export function Neighbour({ slice }: { readonly slice: Slice }) {
  const { hour12 } = useReader();
  return (
    <li className="entry dim">
      <p className="when">
        <time>{clock(slice.startTime, hour12)}</time>
        {slice.endTime && (
          <span className="until">
            <span className="sr-only">to </span>
            <time>{clock(slice.endTime, hour12)}</time>
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
  return (
    <li className="free-time">
      <span className="line" />
      <p>{duration(minutes)} free</p>
    </li>
  );
}
