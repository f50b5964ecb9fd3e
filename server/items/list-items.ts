import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { addDays, earlier, weekdayOf } from "../../agenda/time/dates.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import { checkWeekday, requireDate } from "../../agenda/time/require-date.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { listItems as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller, UserId } from "../caller.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { lastSeenRev } from "../storage/ledger/changes.ts";
import { findPerson, readInZone } from "../storage/people/users.ts";
import { type ListCursor, readCursor, writeCursor } from "./list-cursor.ts";
import { readFoundPage, readPage } from "./list-page.ts";
import { correct, prepareSearch } from "./search-items.ts";

type ListInput = Input<typeof contract>;

/** Lists what overlaps a window of dates, or what a search finds, ordered by start in the reader's zone or by relevance. */
export async function listItems(caller: Caller, input: ListInput): Promise<Output<typeof contract>> {
  const { userId } = caller;
  const nowMs = Date.now();
  const cursor = input.cursor === undefined ? undefined : readCursor(input.cursor, input);
  const { q } = cursor ?? input;
  const limit = input.limit ?? limits.listDefault;
  const askedIn = (personZone: string | null) => {
    const asked = cursor ?? askedFor(input, personZone, nowMs);
    checkWeekday(asked.from, input.fromWeekday, ["fromWeekday"]);
    checkWeekday(asked.to, input.toWeekday, ["toWeekday"]);
    return asked;
  };
  const { asked, page, person } =
    q === undefined ? await readListed(userId, askedIn, limit) : await search(userId, askedIn, { q, limit });
  const { from, to, timeZone } = asked;
  const { ordered, placeOf, itemsBefore } = page;
  const items = truncateToBudget(
    ordered.slice(0, limit).map((entry) => answerEntry(entry, { t: caller.t, readIn: timeZone, shortNotes: true })),
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
    rev: await lastSeenRev(caller.userId, person.rev),
    items,
    ...(asked.corrected && { corrected: [...asked.corrected] }),
    ...(last && { nextCursor: writeCursor({ ...asked, after: placeOf(last) }) }),
    itemsBefore,
  };
}

type AskedIn = (personZone: string | null) => ListCursor;

async function readListed(userId: UserId, askedIn: AskedIn, limit: number) {
  return readInZone(userId, async (personZone) => {
    const asked = askedIn(personZone);
    const page = await readPage(userId, { asked, limit });
    return { asked, page, person: page.person };
  });
}

async function search(userId: UserId, askedIn: AskedIn, { q, limit }: { q: string; limit: number }) {
  const person = await findPerson(userId);
  const asked = askedIn(person.timeZone);
  await prepareSearch(userId, person);
  const page = await readFoundPage(userId, { asked, limit, q });
  if (asked.after !== undefined || page.ordered.length > 0) return { asked, page, person };
  const corrected = await correct(userId, q);
  if (corrected.length === 0) return { asked, page, person };
  const forgiven = { ...asked, corrected };
  return { asked: forgiven, page: await readFoundPage(userId, { asked: forgiven, limit, q }), person };
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
