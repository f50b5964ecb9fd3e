import { Bell, FileText, Globe, Link2, MapPin, PencilLine, Repeat, Tag, Video } from "lucide-react";
import Link from "next/link";
import type { ComponentType, ReactNode } from "react";
import { reminderWords } from "../../agenda/item/reminder-words.ts";
import type { Item } from "../../contract/fields/item.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { linkOf } from "../entry/entry-words.ts";
import { capital, thenWords } from "../repeats/repeat-choices.ts";
import { authorOf } from "../sync/change-marks.ts";
import { cityOf, clock } from "../time/clock-words.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { LinkedText } from "./linked-text.tsx";
import { isTimeToJoin, mapOf, pastWords, readingWhen } from "./reading-words.ts";
import { useLastChange } from "./use-last-change.ts";
import "./item-reading.css";

interface Props {
  /** Its notes may still be shortened while the rest of them loads. */
  readonly item: Item;
}

/** An item to be read: when it is, then a row for each thing it has. */
export function ItemReading({ item }: Props) {
  const reader = useReader();
  const nowMs = useNow(Date.now());
  const placed = placeItem(item, reader.timeZone);
  const when = readingWhen(placed, nowMs, reader);
  const link = item.url ? linkOf(item.url) : undefined;
  const { startTime, timeZone, endTime, endTimeZone, date, occurrence, recurrence } = item;
  const { timed, from, to } = placed;
  const lastDay = item.endDate ?? date;
  const isElsewhere = startTime && timeZone && timed && startTime !== timed.startTime;
  const isEndElsewhere = endTime && endTimeZone && timed?.ends && endTime !== timed.endTime;
  const { verb, door, programName, was, atMs } = useLastChange(item);
  const isByAssistant = door === "gpt" || door === "mcp";
  const then =
    recurrence &&
    thenWords(
      recurrence,
      { date: occurrence ?? date, isOccurrence: occurrence !== undefined, isSaved: true },
      reader.today,
      reader.words,
    );
  return (
    <div className="reading">
      <div className="reading-when">
        <p>
          <strong>{when.day}</strong>
          {when.dayHint && `, ${when.dayHint}`}
        </p>
        {when.time ? (
          <p>
            <time>{when.time}</time> <span className="soft">{when.timeHint}</span>
          </p>
        ) : (
          <p className="soft">All day</p>
        )}
        {item.done && <p className="soft">Done</p>}
      </div>
      <dl className="reading-rows">
        <Row
          name="History"
          Icon={isByAssistant ? PenIcon : PencilLine}
          className={isByAssistant ? "is-by-assistant" : ""}
          act={
            <Link className="act" href="/activity">
              History
            </Link>
          }
        >
          {verb} by {isByAssistant ? authorOf({ door, ...(programName && { programName }) }) : "you"}
          {verb === "Moved" && was && ` from ${was}`}, {pastWords(atMs, nowMs, reader)}
          {verb !== "Moved" && was && <small>was {was}</small>}
        </Row>
        {(isElsewhere || isEndElsewhere) && (
          <Row name="Zone" Icon={Globe}>
            {isElsewhere && (
              <p>
                {clock(startTime, reader.hour12)}
                {date !== from && ` on ${shortDay(date, reader.words)}`} in {cityOf(timeZone)}
              </p>
            )}
            {isEndElsewhere && (
              <p>
                ends {clock(endTime, reader.hour12)}
                {lastDay !== to && ` on ${shortDay(lastDay, reader.words)}`} in {cityOf(endTimeZone)}
              </p>
            )}
          </Row>
        )}
        {recurrence && (
          <Row name="Repeats" Icon={Repeat}>
            {capital(item.recurrenceText ?? "Repeats")}
            {then && <small>{then}</small>}
          </Row>
        )}
        {item.location && (
          <Row
            name="Place"
            Icon={MapPin}
            act={
              <a className="act" href={mapOf(item.location)} target="_blank" rel="noreferrer">
                Map<span className="sr-only"> of {item.location}</span>
              </a>
            }
          >
            {item.location}
          </Row>
        )}
        {item.url && (
          <Row
            name={link?.isCall ? "Call" : "Link"}
            Icon={link?.isCall ? Video : Link2}
            act={
              link?.isCall && (
                <a
                  className={`button ${isTimeToJoin(placed, nowMs) ? "is-main" : ""}`}
                  href={link.href}
                  target="_blank"
                  rel="noreferrer"
                >
                  Join
                </a>
              )
            }
          >
            {link ? (
              <a href={link.href} target="_blank" rel="noreferrer">
                {item.url.replace(/^https?:\/\/(www\.)?/, "")}
              </a>
            ) : (
              item.url
            )}
          </Row>
        )}
        {item.reminders && item.reminders.length > 0 && (
          <Row name="Reminders" Icon={Bell}>
            {capital(
              item.reminders.map((each) => reminderWords(each, (time) => clock(time, reader.hour12))).join(", "),
            )}
          </Row>
        )}
        {item.notes && (
          <Row name="Notes" Icon={FileText}>
            <LinkedText text={item.notesShortened ? `${item.notes}…` : item.notes} />
          </Row>
        )}
        {item.tags && item.tags.length > 0 && (
          <Row name="Tags" Icon={Tag}>
            {item.tags.map((tag) => `#${tag}`).join("\u2002")}
          </Row>
        )}
      </dl>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly Icon: ComponentType<{ readonly className?: string; readonly "aria-hidden"?: "true" }>;
  readonly children: ReactNode;
  readonly act?: ReactNode;
  readonly className?: string;
}

function Row({ name, Icon, children, act, className }: RowProps) {
  return (
    <div className={className}>
      <dt>
        <Icon className="icon" aria-hidden="true" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd>{children}</dd>
      {act && <dd className="reading-act">{act}</dd>}
    </div>
  );
}
