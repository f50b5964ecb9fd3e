import { FileText, Globe, Link2, MapPin, Repeat, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Aspect } from "../../contract/operations/fresh-changes.ts";
import { isTouched, type Mark } from "../sync/change-marks.ts";
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
  const t = useTranslations();
  const { hour12, words } = useReader();
  const { item, timed, from, to } = placed;
  const link = item.url ? linkOf(item.url, t) : undefined;
  const isElsewhere = timed && item.timeZone && item.startTime && item.startTime !== timed.startTime;
  const isEndElsewhere = timed?.ends && item.endTimeZone && item.endTime && item.endTime !== timed.endTime;
  const lastDay = item.endDate ?? item.date;
  const before = mark?.before;
  const tags = tagsOf(item.tags ?? [], isTouched(mark, "tags") ? (before?.tags ?? []) : undefined);
  /** A field marked as changed: the old value struck through, the new one beside it. */
  const inked = (aspect: Aspect, was: ReactNode, is: ReactNode): ReactNode =>
    isTouched(mark, aspect) ? (
      <>
        {was && <del>{t.rich("entry.was", { was: () => was, hidden })}</del>}
        {is && <ins>{is}</ins>}
      </>
    ) : (
      is
    );
  const rule = inked(
    "recurrence",
    before?.recurrenceText,
    item.recurrence && (item.recurrenceText ?? t("entry.repeats")),
  );
  const place = inked("location", before?.location, item.location);
  const oldLink = before?.url ? linkOf(before.url, t) : undefined;
  const parts = [
    leftMinutes !== undefined && (
      <li key="remaining" className="remaining">
        {t("entry.left", { duration: duration(leftMinutes, t) })}
      </li>
    ),
    isSpan(placed) && <li key="span">{shortRange(from, to, words)}</li>,
    since && timed && (
      <li key="since">{t("entry.since", { time: clock(timed.startTime, hour12), day: shortDay(since, words) })}</li>
    ),
    isElsewhere && item.startTime && item.timeZone && (
      <li key="zone" className="elsewhere">
        <Globe className="icon" aria-hidden="true" />
        {t("entry.elsewhere", {
          time: clock(item.startTime, hour12),
          otherDay: String(isDifferentDay(placed)),
          day: shortDay(item.date, words),
          city: cityOf(item.timeZone),
        })}
      </li>
    ),
    isEndElsewhere && item.endTime && item.endTimeZone && (
      <li key="end-zone" className="elsewhere">
        <Globe className="icon" aria-hidden="true" />
        {t("entry.endsElsewhere", {
          time: clock(item.endTime, hour12),
          otherDay: String(lastDay !== to),
          day: shortDay(lastDay, words),
          city: cityOf(item.endTimeZone),
        })}
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
        {t.rich("entry.at", { place: () => <bdi>{place}</bdi>, hidden })}
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
        {isTouched(mark, "notes") ? (
          t.rich("entry.notes", { notes: () => inked("notes", quoted(before?.notes), quoted(item.notes)), hidden })
        ) : (
          <span className="sr-only">{t("entry.hasNotes")}</span>
        )}
      </li>
    ),
  ].filter(Boolean);
  return parts.length > 0 ? <ul className="meta">{parts}</ul> : null;
}

/** Only read out. */
export const hidden = (words: ReactNode) => <span className="sr-only">{words}</span>;

/** Length of the notes quoted in a row; the item has the rest. */
const quotedMost = 60;

function quoted(notes: string | undefined): string | undefined {
  if (notes === undefined) return undefined;
  const line = notes.replace(/\s+/g, " ");
  return `“${line.length > quotedMost ? `${[...line].slice(0, quotedMost).join("").trimEnd()}…` : line}”`;
}

/** The tags; if changed, removed ones before added ones. */
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
