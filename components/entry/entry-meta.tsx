import { FileText, Globe, Link2, MapPin, Repeat, Video } from "lucide-react";
import type { ReactNode } from "react";
import { type Aspect, isTouched, type Mark } from "../sync/change-marks.ts";
import { cityOf, clock, duration } from "../time/clock-words.ts";
import { shortDay, shortRange } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isSpan, type Placed } from "../timeline/placed-item.ts";
import { isDifferentDay, linkOf } from "./entry-words.ts";

interface Props {
  readonly placed: Placed;
  readonly mark?: Mark | undefined;
  /** The date it began, if that was an earlier day. */
  readonly since?: string | undefined;
  readonly leftMinutes?: number | undefined;
}

/** The small text below a title: location, links, zone. Nothing if there is none. */
export function EntryMeta({ placed, mark, since, leftMinutes }: Props) {
  const { hour12, words } = useReader();
  const { item, timed, from, to } = placed;
  const link = item.url ? linkOf(item.url) : undefined;
  const isElsewhere = timed && item.timeZone && item.startTime && item.startTime !== timed.startTime;
  const isEndElsewhere = timed?.ends && item.endTimeZone && item.endTime && item.endTime !== timed.endTime;
  const lastDay = item.endDate ?? item.date;
  const before = mark?.before;
  const tags = tagsOf(item.tags ?? [], isTouched(mark, "tags") ? (before?.tags ?? []) : undefined);
  /** A field in the ink of who touched it: the old value struck, the new one beside it. */
  const inked = (aspect: Aspect, was: ReactNode, is: ReactNode): ReactNode =>
    isTouched(mark, aspect) ? (
      <>
        {was && (
          <del>
            <span className="sr-only">was </span>
            {was}
          </del>
        )}
        {is && <ins>{is}</ins>}
      </>
    ) : (
      is
    );
  const rule = inked("recurrence", before?.recurrenceText, item.recurrence && (item.recurrenceText ?? "repeats"));
  const place = inked("location", before?.location, item.location);
  const oldLink = before?.url ? linkOf(before.url) : undefined;
  const parts = [
    leftMinutes !== undefined && (
      <li key="remaining" className="remaining">
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
    rule && (
      <li key="repeats">
        <Repeat className="icon" aria-hidden="true" />
        {rule}
      </li>
    ),
    place && (
      <li key="place">
        <MapPin className="icon" aria-hidden="true" />
        <span className="sr-only">at </span>
        {place}
      </li>
    ),
    (link || (isTouched(mark, "url") && oldLink)) && (
      <li key="link">
        {link?.isCall ? <Video className="icon" aria-hidden="true" /> : <Link2 className="icon" aria-hidden="true" />}
        {inked(
          "url",
          oldLink?.words,
          link && (
            <a href={link.href} target="_blank" rel="noreferrer">
              {link.words}
            </a>
          ),
        )}
      </li>
    ),
    ...tags.map(({ tag, is }) => (
      <li key={`#${tag}`}>{is === "kept" ? `#${tag}` : is === "new" ? <ins>#{tag}</ins> : <del>#{tag}</del>}</li>
    )),
    (isTouched(mark, "notes") || item.notes) && (
      <li key="notes">
        <FileText className="icon" aria-hidden="true" />
        <span className="sr-only">{isTouched(mark, "notes") ? "notes " : "has notes"}</span>
        {isTouched(mark, "notes") && inked("notes", quoted(before?.notes), quoted(item.notes))}
      </li>
    ),
  ].filter(Boolean);
  return parts.length > 0 ? <ul className="meta">{parts}</ul> : null;
}

/** How much of the notes a row quotes; the item has them whole. */
const quotedMost = 60;

function quoted(notes: string | undefined): string | undefined {
  if (notes === undefined) return undefined;
  const line = notes.replace(/\s+/g, " ");
  return `“${line.length > quotedMost ? `${[...line].slice(0, quotedMost).join("").trimEnd()}…` : line}”`;
}

/** Tags as they are; where they were touched, those that went before those that came. */
function tagsOf(
  tags: readonly string[],
  before: readonly string[] | undefined,
): readonly { readonly tag: string; readonly is: "kept" | "new" | "gone" }[] {
  const gone = (before ?? []).filter((tag) => !tags.includes(tag));
  const shown = tags.map((tag) => ({
    tag,
    is: before?.includes(tag) === false ? ("new" as const) : ("kept" as const),
  }));
  return [...gone.map((tag) => ({ tag, is: "gone" as const })), ...shown];
}
