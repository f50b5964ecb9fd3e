import type { Translator } from "../../messages/translator.ts";
import { dateText, timeText } from "../time/date-texts.ts";
import type { WallTimes } from "./item-content.ts";

type When = WallTimes;

/** "Friday 27 November 2026", or without the year. @param date must exist, YYYY-MM-DD */
export const dayWords = (date: string, { withYear }: { withYear: boolean }, t: Translator): string =>
  dateText(date, withYear ? "full" : "yearless", t);

/** "on Friday 27 November 2026 at 14:00": date and time within a sentence. Includes the end only if it is days later. */
export function placeWords({ date, startTime, endDate }: When, t: Translator): string {
  const day = dayWords(date, { withYear: true }, t);
  if (startTime !== null) return t("when.onAt", { day, time: timeText(startTime, t) });
  return endDate === null
    ? t("when.on", { day })
    : t("when.fromTo", { day, last: dayWords(endDate, { withYear: true }, t) });
}

/**
 * "Friday 27 November 2026, 14:00 to 15:00": an item's full date and time, local to its zone. If it ends in another zone, both are named:
 * "…, 10:00 in Europe/Paris to 12:30 in America/New_York".
 */
export function whenWords(when: When, { withZone = false }: { withZone?: boolean }, t: Translator): string {
  const { date, startTime, endDate, endTime, timeZone, endTimeZone } = when;
  const inZone = (time: string, zone: string | null) =>
    zone && (withZone || endTimeZone) ? t("when.inZone", { time, zone }) : time;
  const moment = (day: string | null, at: string | null) => {
    const time = at === null ? null : timeText(at, t);
    return day !== null && time !== null ? t("when.at", { day, time }) : (day ?? time ?? "");
  };
  const start = moment(dayWords(date, { withYear: true }, t), startTime);
  const end = moment(endDate === null ? null : dayWords(endDate, { withYear: true }, t), endTime);
  if (end === "") return inZone(start, timeZone);
  return t("when.span", {
    start: endTimeZone ? inZone(start, timeZone) : start,
    end: inZone(end, endTimeZone ?? timeZone),
  });
}
