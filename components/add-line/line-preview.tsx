import { Bell, Link2, MapPin, Repeat, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useState } from "react";
import { remindersWords } from "../../agenda/item/reminder-words.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import { linkOf } from "../entry/entry-words.ts";
import { AllowReminders } from "../reminders/allow-reminders.tsx";
import { cityOf, clock, duration } from "../time/clock-words.ts";
import { dayAndMonth, shortDate, shortDay, weekdayAndDate, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { useKnownDay } from "../timeline/use-known-day.ts";
import { capitalized } from "../words/listed.ts";
import { aroundOf } from "./line-around.ts";
import { LineChips } from "./line-chips.tsx";
import { chosenOf, remindersFor } from "./line-fields.ts";
import { LineMenu, type MenuName } from "./line-menu.tsx";
import { Free, Neighbour } from "./line-neighbours.tsx";
import { backToLine, type LinePreviewProps } from "./line-preview-props.ts";
import { Refused } from "./line-refused.tsx";
import { atTime, onDate } from "./line-rewriting.ts";
import { partNames } from "./part-names.ts";

/** Preview of the item a line will add: outlined, on its day between its neighbours. Each part can be corrected. */
export function LinePreview(props: LinePreviewProps) {
  const t = useTranslations();
  const { id, line, said, choice, read, onLine } = props;
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
  const part = (name: MenuName, children: ReactNode, label = t(partNames[name])) => (
    <button
      className="part"
      type="button"
      aria-expanded={openPart === name}
      aria-label={t("add-line.change", { part: label })}
      onClick={() => setOpenPart(openPart === name ? undefined : name)}
    >
      {children}
    </button>
  );
  const away = daysBetween(today, date);
  const isToday = away === 0;
  const day = isToday ? weekdayAndDate(date, today, words) : dayAndMonth(date, today, words);
  const link = said.url ? linkOf(said.url, t) : undefined;
  const minutes = startTime && endTime ? usualMinutes : 0;
  const close = () => setOpenPart(undefined);
  const change = (changed: string) => {
    onLine(changed);
    backToLine(props);
  };
  const menu = openPart && (
    <LineMenu key={openPart} {...props} name={openPart} reading={chosen} rule={rule ?? ""} onClose={close} />
  );
  return (
    <div className="preview" id={id}>
      <LineChips {...props} />
      <p className="which">
        {part(
          "date",
          <>
            {isToday ? t("words.today") : weekdayName(date, words)}{" "}
            <span>
              {!startTime && endDate
                ? t("add-line.dayTo", { day, to: shortDate(endDate, today, words) })
                : t("add-line.dayAway", { day, away: awayOf(away), days: away })}
            </span>
          </>,
        )}
      </p>
      {openPart === "date" && menu}
      <ol className="entries">
        {around?.before && <Neighbour slice={around.before} />}
        {around && around.freeBefore > 0 && <Free minutes={around.freeBefore} />}
        {around?.twice && (
          <li className="free-time is-twice">
            <span className="line" />
            <p>
              <TriangleAlert className="icon" aria-hidden="true" />
              {t("add-line.twiceFromTo", {
                duration: duration(around.twice.minutes, t),
                from: clock(around.twice.from, hour12),
                to: clock(around.twice.to, hour12),
              })}
            </p>
          </li>
        )}
        <li
          className={`entry is-hollow ${startTime ? "" : "is-allday has-tick"}`}
          style={{ "--minutes": Math.min(minutes, 60) } as CSSProperties}
        >
          <p className={startTime ? "when" : "when is-word"}>
            {startTime
              ? part("time", clock(startTime, hour12))
              : part("time", t("add-line.allDay"), t("add-line.noTime"))}
            {startTime && endTime && (
              <span className="until">
                {t.rich("add-line.to", {
                  time: () => part("end", clock(endTime, hour12)),
                  hidden: (words) => <span className="sr-only">{words}</span>,
                })}
                {endDate && <span className="until-day">{shortDay(endDate, words)}</span>}
              </span>
            )}
          </p>
          <span className="line" />
          <div className="what">
            <div className="headline">
              <p className="title">{said.text || <span className="is-lost">{t("add-line.whatIsIt")}</span>}</p>
            </div>
            {(rule || said.location || link || said.tags.length > 0 || reminders.length > 0) && (
              <ul className="meta">
                {rule && (
                  <li>
                    <Repeat className="icon" aria-hidden="true" />
                    {part("rule", describeRecurrence(rule, date, t))}
                  </li>
                )}
                {said.location && (
                  <li>
                    <MapPin className="icon" aria-hidden="true" />
                    {part("location", said.location)}
                  </li>
                )}
                {link && (
                  <li>
                    <Link2 className="icon" aria-hidden="true" />
                    {part("url", link.words)}
                  </li>
                )}
                {reminders.length > 0 && (
                  <li>
                    <Bell className="icon" aria-hidden="true" />
                    {part("reminder", capitalized(remindersWords(reminders, t, (time) => clock(time, hour12))))}
                  </li>
                )}
                {said.tags.length > 0 && <li>{part("tag", said.tags.map((tag) => `#${tag}`).join(" "))}</li>}
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
              onClick={() => change(atTime(line, time, undefined, read))}
            >
              {t("add-line.isFree", { time: clock(time, hour12) })}
            </button>
          ))}
          <span>{t("add-line.addAnyway")}</span>
        </p>
      )}
      {said.unread && (
        <p className="lost">
          {t.rich("add-line.notRead", {
            what: said.unread.what,
            words: () => <q>{line.slice(said.unread?.from, said.unread?.to)}</q>,
          })}
        </p>
      )}
      {reminders.length > 0 && <AllowReminders />}
      <p className="quick-ways">
        {!said.saysDay && !startTime && (
          <button
            className="act is-quiet"
            type="button"
            onClick={() => change(onDate(line, addDays(today, 1), read, reading))}
          >
            {t("add-line.tomorrow")}
          </button>
        )}
        {!startTime && (
          <button className="act is-quiet" type="button" onClick={() => setOpenPart("time")}>
            {t("add-line.aTime")}
          </button>
        )}
        {!rule && (
          <button className="act is-quiet" type="button" onClick={() => setOpenPart("rule")}>
            {t("add-line.repeat")}
          </button>
        )}
      </p>
      <p className="preview-foot">
        {isUsualLength && <span>{t("add-line.usualLength", { duration: duration(usualMinutes, t) })}</span>}
        {startTime && endDate && <span>{t("add-line.endsNextDay", { day: shortDate(endDate, today, words) })}</span>}
        {startTime && <span>{cityOf(timeZone)}</span>}
        <span className="spring" />
        <span className="keys">{t.rich("add-line.enterAdds", { kbd: key })}</span>
        {said.isAsked && <span className="keys">{t.rich("add-line.altPicks", { kbd: key })}</span>}
      </p>
    </div>
  );
}

const key = (words: ReactNode) => <kbd>{words}</kbd>;

function awayOf(days: number): "yesterday" | "tomorrow" | "later" | "other" {
  if (days > 1) return "later";
  return days === 1 ? "tomorrow" : days === -1 ? "yesterday" : "other";
}
