import { Bell, FileText, Globe, Link2, MapPin, Repeat, Tag, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { reminderWords } from "../../../agenda/item/reminder-words.ts";
import type { Item } from "../../../contract/fields/item.ts";
import { linkOf } from "../../entry/entry-words.ts";
import { capital, thenWords } from "../../repeats/repeat-choices.ts";
import { keyOf } from "../../sync/entry-key.ts";
import { cityOf, clock } from "../../time/clock-words.ts";
import { shortDay } from "../../time/date-names.ts";
import { useReader } from "../../time/reader.ts";
import { useNow } from "../../time/use-now.ts";
import { placeItem } from "../../timeline/placed-item.ts";
import { ItemAround } from "./item-around.tsx";
import { ItemHistory } from "./item-history.tsx";
import { LinkedText } from "./linked-text.tsx";
import { ReadingRow } from "./reading-row.tsx";
import { isTimeToJoin, mapOf, readingWhen } from "./reading-words.ts";
import "./item-reading.css";

interface Props {
  /** Its notes may still be shortened while the rest of them loads. */
  readonly item: Item;
}

/** An item to be read: when it is, then a row for each thing it has. */
export function ItemReading({ item }: Props) {
  const t = useTranslations();
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
  const then =
    recurrence &&
    thenWords(
      recurrence,
      { date: occurrence ?? date, isOccurrence: occurrence !== undefined, isSaved: true },
      reader.today,
      reader.words,
      t,
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
        <ItemHistory key={keyOf(item)} item={item} nowMs={nowMs} />
        {(isElsewhere || isEndElsewhere) && (
          <ReadingRow name="Zone" Icon={Globe}>
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
          </ReadingRow>
        )}
        {recurrence && (
          <ReadingRow name="Repeats" Icon={Repeat}>
            {capital(item.recurrenceText ?? "Repeats")}
            {then && <small>{then}</small>}
          </ReadingRow>
        )}
        {item.location && (
          <ReadingRow
            name="Place"
            Icon={MapPin}
            act={
              <a className="act" href={mapOf(item.location, reader.mapService)} target="_blank" rel="noreferrer">
                Map<span className="sr-only"> of {item.location}</span>
              </a>
            }
          >
            {item.location}
          </ReadingRow>
        )}
        {item.url && (
          <ReadingRow
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
          </ReadingRow>
        )}
        {item.reminders && item.reminders.length > 0 && (
          <ReadingRow name="Reminders" Icon={Bell}>
            {capital(
              item.reminders.map((each) => reminderWords(each, (time) => clock(time, reader.hour12), t)).join(", "),
            )}
          </ReadingRow>
        )}
        {item.notes && (
          <ReadingRow name="Notes" Icon={FileText}>
            <LinkedText text={item.notesShortened ? `${item.notes}…` : item.notes} />
          </ReadingRow>
        )}
        {item.tags && item.tags.length > 0 && (
          <ReadingRow name="Tags" Icon={Tag}>
            {item.tags.map((tag) => `#${tag}`).join("\u2002")}
          </ReadingRow>
        )}
        {timed && <ItemAround placed={placed} />}
      </dl>
    </div>
  );
}
