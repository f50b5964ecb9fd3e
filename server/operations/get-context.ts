import { addDays, weekdayOf } from "../../agenda/dates.ts";
import { settingsOf, weekOf } from "../../agenda/settings.ts";
import { windowIn } from "../../agenda/windows.ts";
import { limits } from "../../contract/limits.ts";
import type { getContext as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { countIn } from "../storage/counts.ts";
import { findPerson } from "../storage/users.ts";
import { presentIn } from "./zone.ts";

/** What one needs to know before speaking of an agenda: when and where the person is, and how much is on. */
export async function getContext(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const present = presentIn(input.timeZone, person.timeZone, Date.now());
  const { today, timeZone } = present;
  const day = (days: number) => addDays(today.date, days);
  const { weekStart, workingHours } = settingsOf(person);
  const week = weekOf(today.date, weekStart);
  const count = (from: string, to: string) => countIn(caller.userId, windowIn(from, to, timeZone), limits.countMost);
  const [todays, thisWeek, nextSevenDays] = await Promise.all([
    count(today.date, today.date),
    count(week.from, week.to),
    count(day(1), day(7)),
  ]);
  const days = Array.from({ length: limits.contextDays }, (_, index) => day(index + 1));
  return {
    ...present,
    days: days.map((date) => ({ date, weekday: weekdayOf(date) })),
    counts: { today: todays, thisWeek: { ...thisWeek, ...week }, nextSevenDays },
    weekStart,
    workingHours: workingHours.map((span) => ({ ...span, days: [...span.days] })),
    rev: person.rev,
  };
}
