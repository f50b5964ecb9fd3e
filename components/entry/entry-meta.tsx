import { Globe, Link2, MapPin, Repeat, Video } from "lucide-react";
import { cityOf, clock, duration } from "../time/clock-words.ts";
import { shortDay, shortRange } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isSpan, type Placed } from "../timeline/placed-item.ts";
import { isDifferentDay, linkOf } from "./entry-words.ts";

interface Props {
  readonly placed: Placed;
  /** The date it began, where that was an earlier day. */
  readonly since?: string | undefined;
  readonly leftMinutes?: number | undefined;
}

/** The small words below a title: where, with whom, in which zone. Nothing when there is nothing to say. */
export function EntryMeta({ placed, since, leftMinutes }: Props) {
  const { hour12, words } = useReader();
  const { item, timed, from, to } = placed;
  const link = item.url ? linkOf(item.url) : undefined;
  const isElsewhere = timed && item.timeZone && item.startTime && item.startTime !== timed.startTime;
  const isEndElsewhere = timed?.ends && item.endTimeZone && item.endTime && item.endTime !== timed.endTime;
  const lastDay = item.endDate ?? item.date;
  const parts = [
    leftMinutes !== undefined && (
      <li key="left" className="left">
        {duration(leftMinutes)} left
      </li>
    ),
    isSpan(placed) && <li key="span">{shortRange(from, to, words)}</li>,
    since && timed && (
      <li key="since">
        since {clock(timed.startTime, hour12)} on {shortDay(since, words)}
      </li>
    ),
    isElsewhere && item.startTime && item.timeZone && (
      <li key="zone" className="elsewhere">
        <Globe className="icon" aria-hidden="true" />
        {clock(item.startTime, hour12)}
        {isDifferentDay(placed) && ` on ${shortDay(item.date, words)}`} in {cityOf(item.timeZone)}
      </li>
    ),
    isEndElsewhere && item.endTime && item.endTimeZone && (
      <li key="end-zone" className="elsewhere">
        <Globe className="icon" aria-hidden="true" />
        ends {clock(item.endTime, hour12)}
        {lastDay !== to && ` on ${shortDay(lastDay, words)}`} in {cityOf(item.endTimeZone)}
      </li>
    ),
    item.recurrence && (
      <li key="repeats">
        <Repeat className="icon" aria-hidden="true" />
        {item.recurrenceText ?? "repeats"}
      </li>
    ),
    item.location && (
      <li key="place">
        <MapPin className="icon" aria-hidden="true" />
        <span className="sr-only">at </span>
        {item.location}
      </li>
    ),
    link && (
      <li key="link">
        {link.isCall ? <Video className="icon" aria-hidden="true" /> : <Link2 className="icon" aria-hidden="true" />}
        <a href={link.href} target="_blank" rel="noreferrer">
          {link.words}
        </a>
      </li>
    ),
    ...(item.tags ?? []).map((tag) => <li key={`#${tag}`}>#{tag}</li>),
  ].filter(Boolean);
  return parts.length > 0 ? <ul className="meta">{parts}</ul> : null;
}
