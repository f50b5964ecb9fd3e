import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { addDays, weekdayOf } from "../../agenda/time/dates.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import { checkWeekday, requireDate } from "../../agenda/time/require-date.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import { firstDate, lastDate, limits } from "../../contract/limits.ts";
import type { listItems as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { findPerson } from "../storage/people/users.ts";
import { type ListCursor, readCursor, writeCursor } from "./list-cursor.ts";
import { readPage } from "./list-page.ts";
import { correct, prepareSearch } from "./search-items.ts";

type ListInput = Input<typeof contract>;

/** Lists what overlaps a window of dates, or what a search finds, ordered by start in the reader's zone or by relevance. */
export async function listItems(caller: Caller, input: ListInput): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const nowMs = Date.now();
  let asked = input.cursor === undefined ? askedFor(input, person.timeZone, nowMs) : readCursor(input.cursor, input);
  const { from, to, timeZone } = asked;
  checkWeekday(from, input.fromWeekday, ["fromWeekday"]);
  checkWeekday(to, input.toWeekday, ["toWeekday"]);
  const limit = input.limit ?? limits.listDefault;
  if (asked.q !== undefined) await prepareSearch(caller.userId, person);
  let page = await readPage(caller.userId, asked, limit);
  if (asked.q !== undefined && asked.after === undefined && page.ordered.length === 0) {
    const corrected = await correct(caller.userId, asked.q);
    if (corrected.length > 0) {
      asked = { ...asked, corrected };
      page = await readPage(caller.userId, asked, limit);
    }
  }
  const { ordered, placeOf, itemsBefore } = page;
  const items = truncateToBudget(
    ordered.slice(0, limit).map((entry) => answerEntry(entry, { readIn: timeZone, shortNotes: true })),
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
    ...(asked.corrected && { corrected: [...asked.corrected] }),
    ...(last && { nextCursor: writeCursor({ ...asked, after: placeOf(last) }) }),
    itemsBefore,
  };
}

function askedFor(input: ListInput, personZone: string | null, nowMs: number): ListCursor {
  const timeZone = input.timeZone === undefined ? (personZone ?? "UTC") : requireTimeZone(input.timeZone, ["timeZone"]);
  const isSearch = input.q !== undefined;
  const firstDay = isSearch ? firstDate : dateIn(nowMs, timeZone);
  const from = input.from === undefined ? firstDay : requireDate(input.from, ["from"]);
  const lastDay = isSearch ? lastDate : earlier(addDays(from, limits.listDays), lastDate);
  const to = input.to === undefined ? lastDay : requireDate(input.to, ["to"]);
  if (to < from) throw wrongField(["to"], `The window ends before it starts: from is ${from}, to is ${to}.`);
  if (input.order === "relevance" && !isSearch)
    throw wrongField(["order"], "Relevance is about words: send them as q, or leave order out.");
  const known = personZone === null ? "unknown" : "settings";
  return {
    from,
    to,
    timeZone,
    timeZoneSource: input.timeZone === undefined ? known : "request",
    done: input.done,
    tag: input.tag,
    createdBy: input.createdBy,
    q: input.q,
    nearTo: input.order === "relevance" ? dateIn(nowMs, timeZone) : undefined,
    onceFrom: isSearch && isEachSeriesOnce(input) ? dateIn(nowMs, timeZone) : undefined,
  };
}

/** An endless rule has occurrences until 2199: a search returns each of them only in a window with both ends. */
const isEachSeriesOnce = ({ from, to, order }: ListInput) =>
  from === undefined || to === undefined || order === "relevance";

const earlier = (a: string, b: string) => (a < b ? a : b);
