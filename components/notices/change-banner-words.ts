import { daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import type { AssistantChange } from "../actions/agenda-actions.ts";
import type { Mark } from "../sync/change-marks.ts";
import { authorOf, authorWithin, verbOf, verbs } from "../sync/mark-words.ts";
import { clock, type HalfDays } from "../time/clock-words.ts";
import { relativeDay } from "../time/date-names.ts";
import type { DateWords } from "../time/date-words.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { inRow, listed } from "../words/listed.ts";

/** A sentence in parts; the strong ones are names. */
export type Words = readonly (string | { readonly strong: string })[];

interface Reading {
  readonly today: string;
  readonly timeZone: string;
  readonly hour12: HalfDays;
  readonly words: DateWords;
}

interface More {
  /** "yesterday 18:40": the user's last look. */
  readonly since?: string | undefined;
  /** The number of changes, if not all are marked. */
  readonly changeCount?: number | undefined;
}

/** Wraps strong text in two characters nobody can type, so that any language can place a clause anywhere in a sentence. */
const strong = (words: string): string => `\u0001${words}\u0001`;
const inParts = (marked: string): Words =>
  marked
    .split("\u0001")
    .map((words, index) => (index % 2 === 0 ? words : { strong: words }))
    .filter((part) => part !== "");

/** "ChatGPT", "ChatGPT and Claude", "ChatGPT, Claude and an assistant": most recent first. */
function authorsOf(assistantChanges: readonly AssistantChange[], t: Translator, isAtStart: boolean): string {
  const marks = new Map(
    assistantChanges.map(({ mark }) => [authorWithin(mark, t), mark]).reverse() as [string, Mark][],
  );
  const names = [...marks].map(([name, mark], index) => (isAtStart && index === 0 ? authorOf(mark, t) : name));
  return listed(names, t);
}

/** Assistants' changes in one sentence: up to two are named, more are counted. */
export function sentenceOf(
  assistantChanges: readonly AssistantChange[],
  reading: Reading,
  t: Translator,
  more: More = {},
): Words {
  const [first, second] = assistantChanges;
  if (!first) return unmarkedWords(more.changeCount, t);
  const isAtStart = more.since === undefined;
  const begin = { strong, since: more.since ?? "none" };
  if (assistantChanges.length > 2 || more.changeCount !== undefined) {
    const author = authorsOf(assistantChanges, t, isAtStart);
    const changes = changesWords(more.changeCount ?? assistantChanges.length, t);
    if (more.changeCount !== undefined)
      return inParts(t.markup("notices.many", { ...begin, author, changes, shown: assistantChanges.length }));
    const done = assistantChanges.map(({ mark, item }) => verbOf(mark, item));
    const counts = verbs.map((verb) => ({ count: done.filter((one) => one === verb).length, verb: t(verb) }));
    const list = counts.filter(({ count }) => count > 0).map((each) => t("notices.counted", each));
    return inParts(t.markup("notices.several", { ...begin, author, changes, list: inRow(list, t) }));
  }
  const did = ({ mark, item }: AssistantChange) => {
    const [, verb = ""] = verbOf(mark, item).split(".");
    return t.markup("notices.did", { strong, verb, text: item.text, when: whenOf(mark, item, reading, t) });
  };
  const author = (isAtStart ? authorOf : authorWithin)(first.mark, t);
  if (!second) return inParts(t.markup("notices.one", { ...begin, author, did: did(first) }));
  const other = authorWithin(second.mark, t);
  const same = String(other === authorWithin(first.mark, t));
  return inParts(t.markup("notices.two", { ...begin, author, did: did(first), same, other, second: did(second) }));
}

/** The same for small screens: "9 changes by ChatGPT since yesterday 18:40". */
export function briefOf(
  assistantChanges: readonly AssistantChange[],
  t: Translator,
  { since, changeCount }: More,
): Words {
  const changes = changesWords(changeCount ?? assistantChanges.length, t);
  const author = authorsOf(assistantChanges, t, false);
  return inParts(t.markup("notices.brief", { strong, changes, author, since: since ?? "none" }));
}

/** Changes without a mark: their author is in Activity. */
const unmarkedWords = (count: number | undefined, t: Translator): Words =>
  count === undefined ? [] : inParts(t.markup("notices.unmarked", { strong, count, changes: changesWords(count, t) }));

const changesWords = (count: number, t: Translator): string =>
  t("notices.changes", { count, more: String(count >= 10_000) });

/**
 * " today at 12:30", " to tomorrow 18:00"; ", every Monday" for a series as a whole, whichever of its dates is shown, and
 * " to 18:00, every Monday" if all of it was moved.
 */
function whenOf(mark: Mark, item: Item, { today, timeZone, hour12, words }: Reading, t: Translator): string {
  const isMoved = verbOf(mark, item) === "sync.moved";
  const { from, timed } = placeItem(item, timeZone);
  const time = timed ? clock(timed.startTime, hour12) : "";
  const isTimed = String(time !== "");
  if (item.recurrenceText !== undefined && mark.occurrence === undefined)
    return t("notices.whenSeries", { rule: item.recurrenceText, time, timed: String(isMoved && time !== "") });
  const day = relativeDay(from, today, words);
  if (isMoved) return t("notices.whenTo", { day, time, timed: isTimed });
  const near = String(Math.abs(daysBetween(today, from)) <= 1);
  return t("notices.whenAt", { near, day, time, timed: isTimed });
}

export function plain(words: Words): string {
  return words.map((word) => (typeof word === "string" ? word : word.strong)).join("");
}
