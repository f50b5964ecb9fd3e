import { dateText } from "../../agenda/time/date-texts.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { type Clock, clock } from "../time/clock-words.ts";
import { wallOf } from "../time/wall-in-zone.ts";

interface Seen {
  readonly nowMs: number;
  readonly by: Clock;
  readonly t: Translator;
}

const minuteMs = 60_000;

export const timeOf = (ms: number, { timeZone, hour12 }: Clock): string => clock(wallOf(ms, timeZone).time, hour12);

/** "In 10 min, 11:00", "Now, 11:00", "Since 10:30", "All day, Friday 27 November". */
export function soonWords({ startsAt, date }: Pick<Item, "startsAt" | "date">, { nowMs, by, t }: Seen): string {
  if (startsAt === undefined) return t("reminders.allDay", { day: dateText(date, "yearless", t) });
  const startMs = Date.parse(startsAt);
  const time = timeOf(startMs, by);
  const minutes = Math.ceil((startMs - nowMs) / minuteMs);
  if (minutes < 0) return t("reminders.since", { time });
  if (minutes === 0) return t("reminders.now", { time });
  const [unit, size] = minutes < 120 ? ["minutes", 1] : minutes < 2880 ? ["hours", 60] : ["days", 1440];
  return t("reminders.in", { unit, far: Math.round(minutes / size), time });
}
