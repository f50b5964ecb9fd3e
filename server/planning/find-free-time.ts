import { answerSpan, lengthWords } from "../../agenda/planning/answer-span.ts";
import type { Ignored } from "../../agenda/planning/busy-time.ts";
import { boundedHours, hoursAround, type WeekHours } from "../../agenda/planning/day-hours.ts";
import { type FreeTimeQuestion, freeStretches, slotsIn, slotsNear } from "../../agenda/planning/free-time.ts";
import { helpFor, laterDays } from "../../agenda/planning/free-time-help.ts";
import { searchedWords } from "../../agenda/planning/free-time-words.ts";
import { addDays, daysBetween, earlier, later } from "../../agenda/time/dates.ts";
import { instantOf, requireTime } from "../../agenda/time/instants.ts";
import { checkWeekday, requireDate } from "../../agenda/time/require-date.ts";
import { lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { findFreeTime as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { readBusyTime } from "../entries/planned-entries.ts";
import { findItem } from "../storage/items/items.ts";
import { findPerson } from "../storage/people/users.ts";
import { type PlanningSettings, planningSettingsOf } from "./planning-settings.ts";
import { presentIn } from "./present-time.ts";

type Asked = Input<typeof contract>;

/** Finds free time; if there is none, what would help. */
export async function findFreeTime(caller: Caller, input: Asked): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const planning = planningSettingsOf(person);
  const nowMs = Date.now();
  const present = presentIn(input.timeZone, person.timeZone, nowMs);
  const question = questionOf(input, planning, present.today.date, present.timeZone, nowMs);
  const { from, to, timeZone, lengthMinutes } = question;
  const how = { usualMinutes: planning.usualMinutes, ignore: await seenOnly(caller, ignoredBy(input)) };
  const read = (first: string, last: string) => readBusyTime(caller.userId, { first, last, timeZone }, how);
  const reserved = await read(from, to);
  const stretches = freeStretches(question, reserved);
  const count = input.count ?? limits.freeTimeDefault;
  const found =
    input.nearDate === undefined
      ? slotsIn(stretches, question).slice(0, count)
      : slotsNear(stretches, question, momentNear(input.nearDate, input.nearTime, timeZone), count);
  const searched = searchedWords(question);
  const answer = {
    ...present,
    ...{ from, to, lengthMinutes, searched },
    slots: found.map((slot) => answerSpan(slot, timeZone)),
  };
  if (found.length > 0) return answer;
  const help = helpFor(question, await read(from, earlier(addDays(to, laterDays), lastDate)), lastDate);
  const none = `There is no free time of ${lengthWords(lengthMinutes)} from ${from} to ${to}, ${searched}.`;
  return {
    ...answer,
    none: [none, ...help.map(({ words }) => words)].join(" "),
    wouldHelp: help.map(({ change, words, slot }) => ({ change, words, slot: answerSpan(slot, timeZone) })),
  };
}

function questionOf(
  input: Asked,
  planning: PlanningSettings,
  today: string,
  timeZone: string,
  nowMs: number,
): FreeTimeQuestion {
  const near = input.nearDate === undefined ? undefined : requireDate(input.nearDate, ["nearDate"]);
  if (near === undefined && input.nearTime !== undefined)
    throw wrongField(["nearTime"], "nearTime needs nearDate: near this time of which day?");
  const start = near === undefined ? today : later(today, addDays(near, -nearDays));
  const from = input.from === undefined ? start : requireDate(input.from, ["from"]);
  const end = addDays(later(from, near ?? from), limits.freeTimeDefaultDays);
  const to = input.to === undefined ? earlier(end, lastDate) : requireDate(input.to, ["to"]);
  checkWeekday(from, input.fromWeekday, ["fromWeekday"]);
  checkWeekday(to, input.toWeekday, ["toWeekday"]);
  if (to < from) throw wrongField(["to"], `The window ends before it starts: from is ${from}, to is ${to}.`);
  if (to < today) throw wrongField(["to"], `These days are over: today is ${today}. Nothing is free in the past.`);
  if (daysBetween(from, to) >= limits.freeTimeDays)
    throw wrongField(["to"], `From ${from} on, at most ${limits.freeTimeDays} days can be searched at once.`);
  const lengthMinutes = input.lengthMinutes ?? usualLength(planning);
  const areHoursSent = [input.earliest, input.latest, input.weekdays].some((sent) => sent !== undefined);
  return {
    ...{ from: later(from, today), to, timeZone, lengthMinutes },
    hours:
      near === undefined || areHoursSent
        ? hoursOf(input, planning.hours, from)
        : hoursAround(momentNear(near, input.nearTime, timeZone), lengthMinutes, planning.hours, timeZone),
    gapBeforeMinutes: input.gapBeforeMinutes ?? 0,
    gapAfterMinutes: input.gapAfterMinutes ?? 0,
    notBeforeMs: nowMs,
  };
}

/** The user's default length, limited to what can be searched for. */
const usualLength = ({ usualMinutes }: PlanningSettings) =>
  Math.min(limits.freeTimeLongestMinutes, Math.max(limits.freeTimeShortestMinutes, usualMinutes));

/** Days before the desired one to include. */
const nearDays = 3;

/** The working hours, or the days, start and end that were sent instead. */
function hoursOf(input: Asked, working: WeekHours, date: string): WeekHours {
  const earliest = input.earliest === undefined ? undefined : requireTime(input.earliest, date, ["earliest"]);
  const isMidnight = input.latest === "24:00" || input.latest === "00:00";
  const latest =
    input.latest === undefined ? undefined : isMidnight ? "24:00" : requireTime(input.latest, date, ["latest"]);
  if (earliest !== undefined && latest !== undefined && latest <= earliest)
    throw wrongField(
      ["latest"],
      `latest ${latest} is not after earliest ${earliest}. For a night, search until 24:00 and from 00:00.`,
    );
  const usual = working.values().next().value ?? [{ start: "09:00", end: "17:00" }];
  const days = input.weekdays ?? [...working.keys()];
  return new Map(days.map((weekday) => [weekday, boundedHours(working.get(weekday) ?? usual, earliest, latest)]));
}

function momentNear(date: string, time: string | undefined, timeZone: string): number {
  return instantOf(date, requireTime(time ?? "12:00", date, ["nearTime"]), timeZone);
}

/** An item hidden from the caller is not ignored: the difference would reveal where it is. */
async function seenOnly({ userId }: Caller, ignored: Ignored | undefined): Promise<Ignored | undefined> {
  return ignored && (await findItem(userId, ignored.id)) ? ignored : undefined;
}

function ignoredBy({ ignoreItem: id, ignoreOccurrence }: Asked): Ignored | undefined {
  if (ignoreOccurrence === undefined) return id === undefined ? undefined : { id };
  if (id === undefined) throw wrongField(["ignoreOccurrence"], "ignoreOccurrence needs ignoreItem: of which series?");
  return { id, occurrence: requireDate(ignoreOccurrence, ["ignoreOccurrence"]) };
}
