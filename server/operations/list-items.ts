import { answerItem } from "../../agenda/answers.ts";
import { addDays, checkWeekday, dateIn, requireDate, weekdayOf } from "../../agenda/dates.ts";
import { startOfDay, writeInstant } from "../../agenda/instants.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { compareItems, windowIn } from "../../agenda/windows.ts";
import { requireTimeZone } from "../../agenda/zones.ts";
import { lastDate, limits } from "../../contract/limits.ts";
import type { listItems as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { findPerson } from "../storage/users.ts";
import type { WindowQuery } from "../storage/window-sql.ts";
import { readWindow } from "../storage/windows.ts";
import { type ListCursor, readCursor, writeCursor } from "./list-cursor.ts";

type ListInput = Input<typeof contract>;

/** Lists what overlaps a window of dates, ordered by start in the zone that is read in. */
export async function listItems(caller: Caller, input: ListInput): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const nowMs = Date.now();
  const asked = input.cursor === undefined ? askedFor(input, person.timeZone, nowMs) : readCursor(input.cursor, input);
  const { from, to, timeZone } = asked;
  checkWeekday(from, input.fromWeekday, ["fromWeekday"]);
  checkWeekday(to, input.toWeekday, ["toWeekday"]);
  const limit = input.limit ?? limits.listDefault;
  const window: WindowQuery = {
    ...windowIn(from, to, timeZone),
    ...(asked.done !== undefined && { done: asked.done }),
    ...(asked.tag !== undefined && { tag: asked.tag }),
    ...(asked.after && { after: placesAfter(asked.after, timeZone) }),
    limit: limit + 1,
    countMost: limits.itemsBeforeMost,
  };
  const { items: found, itemsBefore } = await readWindow(caller.userId, window);
  const ordered = found.sort(compareItems(timeZone));
  const items = fitting(
    ordered.slice(0, limit).map((item) => answerItem(item, { readIn: timeZone, shortNotes: true })),
  );
  const last = items.length < ordered.length ? ordered[items.length - 1] : undefined;
  const today = dateIn(nowMs, timeZone);
  return {
    from,
    to,
    timeZone,
    timeZoneSource: asked.timeZoneSource,
    now: writeInstant(nowMs, timeZone),
    today: { date: today, weekday: weekdayOf(today) },
    rev: person.rev,
    items,
    ...(last && { nextCursor: writeCursor({ ...asked, after: placeOf(last) }) }),
    itemsBefore,
  };
}

function askedFor(input: ListInput, personZone: string | null, nowMs: number): ListCursor {
  const timeZone = input.timeZone === undefined ? (personZone ?? "UTC") : requireTimeZone(input.timeZone, ["timeZone"]);
  const from = input.from === undefined ? dateIn(nowMs, timeZone) : requireDate(input.from, ["from"]);
  const to = input.to === undefined ? earlier(addDays(from, limits.listDays), lastDate) : requireDate(input.to, ["to"]);
  if (to < from) throw wrongField(["to"], `The window ends before it starts: from is ${from}, to is ${to}.`);
  const known = personZone === null ? "unknown" : "settings";
  return {
    from,
    to,
    timeZone,
    timeZoneSource: input.timeZone === undefined ? known : "request",
    done: input.done,
    tag: input.tag,
  };
}

const earlier = (a: string, b: string) => (a < b ? a : b);

/** Where the page before ended, in both orders that the database reads. */
function placesAfter(after: NonNullable<ListCursor["after"]>, timeZone: string): NonNullable<WindowQuery["after"]> {
  const afterAllIds = "~";
  if ("date" in after)
    return { allDay: after, timed: { startsAtMs: startOfDay(after.date, timeZone) - 1, id: afterAllIds } };
  const date = dateIn(after.startsAtMs, timeZone);
  const next = addDays(date, 1);
  // Where clocks go back over midnight, the next day has begun already although the wall shows this one once more.
  const begun = startOfDay(next, timeZone) <= after.startsAtMs ? next : date;
  return { timed: after, allDay: { date: begun, id: afterAllIds } };
}

function placeOf({ id, date, startsAtMs }: StoredItem): NonNullable<ListCursor["after"]> {
  return startsAtMs === null ? { date, id } : { startsAtMs, id };
}

/** As many from the start as one answer may hold. */
export function fitting<T>(entries: readonly T[]): T[] {
  const envelopeCharacters = 2_000;
  let room = limits.answerCharacters - envelopeCharacters;
  const end = entries.findIndex((entry) => {
    room -= JSON.stringify(entry).length + 1;
    return room < 0;
  });
  return entries.slice(0, end === -1 ? entries.length : end);
}
