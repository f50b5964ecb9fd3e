import { Bell, FileText, Globe, Link2, MapPin, Repeat, Tag, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { remindersWords } from "../../../agenda/item/reminder-words.ts";
import type { Item } from "../../../contract/fields/item.ts";
import { linkOf } from "../../entry/entry-words.ts";
import { thenWords } from "../../repeats/repeat-choices.ts";
import { keyOf } from "../../sync/entry-key.ts";
import { cityOf, clock } from "../../time/clock-words.ts";
import { shortDay } from "../../time/date-names.ts";
import { useReader } from "../../time/reader.ts";
import { useNow } from "../../time/use-now.ts";
import { placeItem } from "../../timeline/placed-item.ts";
import { capitalized, comma } from "../../words/listed.ts";
import { ItemAround } from "./item-around.tsx";
import { ItemHistory } from "./item-history.tsx";
import { LinkedText } from "./linked-text.tsx";
import { ReadingRow } from "./reading-row.tsx";
import { isTimeToJoin, mapOf, readingWhen } from "./reading-words.ts";
import "./item-reading.css";

interface Props {
  /** Its notes may be shortened while the rest loads. */
  readonly item: Item;
}

/** An item for reading: its date and time, then a row per field. */
export function ItemReading({ item }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const nowMs = useNow(Date.now());
  const placed = placeItem(item, reader.timeZone);
  const when = readingWhen(placed, nowMs, reader, t);
  const link = item.url ? linkOf(item.url, t) : undefined;
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
          {when.dayHint && comma(t) + when.dayHint}
        </p>
        {when.time ? (
          <p>
            <time>{when.time}</time> <span className="soft">{when.timeHint}</span>
          </p>
        ) : (
          <p className="soft">{t("item.allDay")}</p>
        )}
        {item.done && <p className="soft">{t("item.done")}</p>}
      </div>
      <dl className="reading-rows">
        <ItemHistory key={keyOf(item)} item={item} nowMs={nowMs} />
        {(isElsewhere || isEndElsewhere) && (
          <ReadingRow name={t("item.timeZone")} Icon={Globe}>
            {isElsewhere && (
              <p>
                {t("entry.elsewhere", {
                  time: clock(startTime, reader.hour12),
                  otherDay: String(date !== from),
                  day: shortDay(date, reader.words),
                  city: cityOf(timeZone),
                })}
              </p>
            )}
            {isEndElsewhere && (
              <p>
                {t("entry.endsElsewhere", {
                  time: clock(endTime, reader.hour12),
                  otherDay: String(lastDay !== to),
                  day: shortDay(lastDay, reader.words),
                  city: cityOf(endTimeZone),
                })}
              </p>
            )}
          </ReadingRow>
        )}
        {recurrence && (
          <ReadingRow name={t("item.recurrence")} Icon={Repeat}>
            {capitalized(item.recurrenceText ?? t("item.recurrence"))}
            {then && <small>{then}</small>}
          </ReadingRow>
        )}
        {item.location && (
          <ReadingRow
            name={t("item.location")}
            Icon={MapPin}
            act={
              <a className="act" href={mapOf(item.location, reader.mapService)} target="_blank" rel="noreferrer">
                {t.rich("item.map", { place: item.location, of: (words) => <span className="sr-only">{words}</span> })}
              </a>
            }
          >
            <bdi>{item.location}</bdi>
          </ReadingRow>
        )}
        {item.url && (
          <ReadingRow
            name={t(link?.isCall ? "item.call" : "item.url")}
            Icon={link?.isCall ? Video : Link2}
            act={
              link?.isCall && (
                <a
                  className={`button ${isTimeToJoin(placed, nowMs) ? "is-main" : ""}`}
                  href={link.href}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t("item.join")}
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
          <ReadingRow name={t("item.reminderList")} Icon={Bell}>
            {capitalized(remindersWords(item.reminders, t, (time) => clock(time, reader.hour12)))}
          </ReadingRow>
        )}
        {item.notes && (
          <ReadingRow name={t("item.notes")} Icon={FileText}>
            <LinkedText text={item.notesShortened ? `${item.notes}…` : item.notes} />
          </ReadingRow>
        )}
        {item.tags && item.tags.length > 0 && (
          <ReadingRow name={t("item.tags")} Icon={Tag}>
            {item.tags.map((tag) => (
              <Fragment key={tag}>
                <bdi>#{tag}</bdi>
                {"\u2002"}
              </Fragment>
            ))}
          </ReadingRow>
        )}
        {timed && <ItemAround placed={placed} />}
      </dl>
    </div>
  );
}
