import type { LucideIcon } from "lucide-react";
import { FileText, Globe, Link2, MapPin, Repeat, Tag, Video } from "lucide-react";
import type { ReactNode } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { linkOf } from "../entry/entry-words.ts";
import { cityOf, clock } from "../time/clock-words.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { LinkedText } from "./linked-text.tsx";
import { isTimeToJoin, mapOf, readingWhen } from "./reading-words.ts";
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
  const { startTime, timeZone, date } = item;
  const isElsewhere = startTime && timeZone && placed.timed && startTime !== placed.timed.startTime;
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
        {isElsewhere && (
          <Row name="Zone" Icon={Globe}>
            {clock(startTime, reader.hour12)}
            {date !== placed.from && ` on ${shortDay(date, reader.words)}`} in {cityOf(timeZone)}
          </Row>
        )}
        {item.recurrence && (
          <Row name="Repeats" Icon={Repeat}>
            {capital(item.recurrenceText ?? "Repeats")}
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
        {item.notes && (
          <Row name="Notes" Icon={FileText}>
            <LinkedText text={item.notesShortened ? `${item.notes}…` : item.notes} />
          </Row>
        )}
        {item.tags && item.tags.length > 0 && (
          <Row name="Tags" Icon={Tag}>
            {item.tags.map((tag) => `#${tag}`).join("  ")}
          </Row>
        )}
      </dl>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly children: ReactNode;
  readonly act?: ReactNode;
}

function Row({ name, Icon, children, act }: RowProps) {
  return (
    <div>
      <dt>
        <Icon className="icon" aria-hidden="true" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd>{children}</dd>
      {act && <dd className="reading-act">{act}</dd>}
    </div>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
