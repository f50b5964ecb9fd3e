import { Bell, Link2, MapPin, Repeat, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useState } from "react";
import { reminderWords } from "../../agenda/item/reminder-words.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import { linkOf } from "../entry/entry-words.ts";
import { AllowReminders } from "../reminders/allow-reminders.tsx";
import { capital } from "../repeats/repeat-choices.ts";
import { cityOf, clock, duration } from "../time/clock-words.ts";
import { dayAndMonth, shortDate, shortDay, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { useKnownDay } from "../timeline/known-items.ts";
import { aroundOf } from "./line-around.ts";
import { LineChips } from "./line-chips.tsx";
import { chosenOf, remindersFor } from "./line-fields.ts";
import { LineMenu, type MenuName } from "./line-menu.tsx";
import { Free, Neighbour } from "./line-neighbours.tsx";
import type { LinePreviewProps } from "./line-preview-props.ts";
import { Refused } from "./line-refused.tsx";
import { atTime, onDate } from "./line-rewriting.ts";

/** Preview of the item a line will add: outlined, on its day between its neighbours. Each part can be corrected. */
export function LinePreview(props: LinePreviewProps) {
  const { id, line, said, choice, read, onLine } = props;
  const t = useTranslations();
  const reading = useReader();
  const { today, hour12, words, timeZone, usualMinutes } = reading;
  const dayOf = useKnownDay();
  const [openPart, setOpenPart] = useState<MenuName>();
  const chosen = chosenOf(said, choice);
  if (!chosen) return <Refused {...props} />;

  const { date, startTime, endTime, endDate, isUsualLength } = chosen;
  const rule = choice.own?.rule ?? chosen.recurrence;
  const reminders = remindersFor(said, chosen);
  const slices = dayOf(date)?.slices ?? [];
  const around = startTime && endTime ? aroundOf(slices, { date, startTime, endTime, endDate }, timeZone) : undefined;
  const part = (name: MenuName, label: string, children: ReactNode) => (
    <button
      className="part"
      type="button"
      aria-expanded={openPart === name}
      aria-label={`${label}: change`}
      onClick={() => setOpenPart(openPart === name ? undefined : name)}
    >
      {children}
    </button>
  );
  const away = daysBetween(today, date);
  const distance = away === 1 ? ", tomorrow" : away > 1 ? `, in ${away} days` : away === -1 ? ", yesterday" : "";
  const link = said.url ? linkOf(said.url) : undefined;
  const minutes = startTime && endTime ? usualMinutes : 0;
  const close = () => setOpenPart(undefined);
  const menu = openPart && (
    <LineMenu key={openPart} {...props} name={openPart} reading={chosen} rule={rule ?? ""} onClose={close} />
  );
  return (
    <div className="preview" id={id}>
      <LineChips {...props} />
      <p className="which">
        {part(
          "date",
          "Day",
          <>
            {away === 0 ? "Today" : weekdayName(date, words)}{" "}
            <span>
              {away === 0 && `${weekdayName(date, words)} `}
              {dayAndMonth(date, today, words)}
              {!startTime && endDate ? ` to ${shortDate(endDate, today, words)}` : distance}
            </span>
          </>,
        )}
      </p>
      {openPart === "date" && menu}
      <ol className="entries">
        {around?.before && <Neighbour slice={around.before} />}
        {around && around.freeBefore > 0 && <Free minutes={around.freeBefore} />}
        {around?.twice && (
          <li className="between is-twice">
            <span className="line" />
            <p>
              <TriangleAlert className="icon" aria-hidden="true" />
              {duration(around.twice.minutes)} taken twice, {clock(around.twice.from, hour12)} to{" "}
              {clock(around.twice.to, hour12)}
            </p>
          </li>
        )}
        <li
          className={`entry is-hollow ${startTime ? "" : "is-allday has-tick"}`}
          style={{ "--minutes": Math.min(minutes, 60) } as CSSProperties}
        >
          <p className={startTime ? "when" : "when is-word"}>
            {startTime ? part("time", "Start", clock(startTime, hour12)) : part("time", "Time", "All day")}
            {startTime && endTime && (
              <span className="until">
                <span className="sr-only">to </span>
                {part("end", "End", clock(endTime, hour12))}
                {endDate && <span className="until-day">{shortDay(endDate, words)}</span>}
              </span>
            )}
          </p>
          <span className="line" />
          <div className="what">
            <div className="headline">
              <p className="title">{said.text || <span className="is-lost">What is it?</span>}</p>
            </div>
            {(rule || said.location || link || said.tags.length > 0 || reminders.length > 0) && (
              <ul className="meta">
                {rule && (
                  <li>
                    <Repeat className="icon" aria-hidden="true" />
                    {part("rule", "Repeats", describeRecurrence(rule, date, t))}
                  </li>
                )}
                {said.location && (
                  <li>
                    <MapPin className="icon" aria-hidden="true" />
                    {part("location", "Place", said.location)}
                  </li>
                )}
                {link && (
                  <li>
                    <Link2 className="icon" aria-hidden="true" />
                    {part("url", "Link", link.words)}
                  </li>
                )}
                {reminders.length > 0 && (
                  <li>
                    <Bell className="icon" aria-hidden="true" />
                    {part(
                      "reminder",
                      "Reminders",
                      capital(
                        reminders.map((each) => reminderWords(each, (time) => clock(time, hour12), t)).join(", "),
                      ),
                    )}
                  </li>
                )}
                {said.tags.length > 0 && <li>{part("tag", "Tags", said.tags.map((tag) => `#${tag}`).join(" "))}</li>}
              </ul>
            )}
          </div>
        </li>
        {around && around.freeAfter > 0 && around.after && <Free minutes={around.freeAfter} />}
        {around?.after && <Neighbour slice={around.after} />}
      </ol>
      {openPart && openPart !== "date" && menu}
      {around && around.offers.length > 0 && (
        <p className="quick-ways">
          {around.offers.map((time) => (
            <button
              key={time}
              className="act is-quiet"
              type="button"
              onClick={() => onLine(atTime(line, time, undefined, read))}
            >
              {clock(time, hour12)} is free
            </button>
          ))}
          <span>Or add it anyway.</span>
        </p>
      )}
      {said.unread && (
        <p className="lost">
          No {said.unread.what} read in <q>{line.slice(said.unread.from, said.unread.to)}</q>; it stays in the title.
        </p>
      )}
      {reminders.length > 0 && <AllowReminders />}
      <p className="quick-ways">
        {!said.saysDay && !startTime && (
          <button
            className="act is-quiet"
            type="button"
            onClick={() => onLine(onDate(line, addDays(today, 1), read, reading))}
          >
            Tomorrow
          </button>
        )}
        {!startTime && (
          <button className="act is-quiet" type="button" onClick={() => setOpenPart("time")}>
            A time…
          </button>
        )}
        {!rule && (
          <button className="act is-quiet" type="button" onClick={() => setOpenPart("rule")}>
            Repeat…
          </button>
        )}
      </p>
      <p className="preview-foot">
        {isUsualLength && <span>{duration(usualMinutes)}, your usual length</span>}
        {startTime && endDate && <span>Ends on {shortDate(endDate, today, words)}, the next day</span>}
        {startTime && <span>{cityOf(timeZone)}</span>}
        <span className="spring" />
        <span className="keys">
          <kbd>Enter</kbd> adds
        </span>
        {said.isAsked && (
          <span className="keys">
            <kbd>Alt ↑↓</kbd> another day
          </span>
        )}
      </p>
    </div>
  );
}
