import type { Item } from "../../contract/fields/item.ts";
import type { AssistantChange } from "../actions/agenda-actions.ts";
import { authorWithin } from "../actions/author-words.ts";
import { type Mark, verbOf } from "../sync/change-marks.ts";
import { clock, type HalfDays } from "../time/clock-words.ts";
import { relativeDay } from "../time/date-names.ts";
import type { DateWords } from "../time/date-words.ts";
import { placeItem } from "../timeline/placed-item.ts";

/** A sentence in parts; the strong ones are names. */
export type Words = readonly (string | { readonly strong: string })[];

interface Reading {
  readonly today: string;
  readonly timeZone: string;
  readonly hour12: HalfDays;
  readonly words: DateWords;
}

interface More {
  /** "yesterday 18:40": when the person looked last. */
  readonly since?: string | undefined;
  /** How many changes there were, where not all are marked. */
  readonly changeCount?: number | undefined;
}

const counted = ["Added", "Moved", "Changed", "Ticked off", "Brought back", "Deleted"];

/** "ChatGPT", "ChatGPT and Claude", "ChatGPT, Claude and an assistant": whoever wrote last first. */
export function authorsOf(assistantChanges: readonly AssistantChange[]): string {
  const names = [...new Set(assistantChanges.map(({ mark }) => authorWithin(mark)).reverse())];
  const [last = "", ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

/** What assistants did, in one sentence: up to two changes are named, more are counted. */
export function sentenceOf(assistantChanges: readonly AssistantChange[], reading: Reading, more: More = {}): Words {
  const [first, second] = assistantChanges;
  if (!first) return unmarkedWords(more.changeCount);
  const since: Words = more.since === undefined ? [] : [{ strong: `Since ${more.since}` }, " "];
  const subject = (names: string) => ({
    strong: since.length > 0 ? names : names.replace(/^an assistant\b/, "An assistant"),
  });
  if (more.changeCount !== undefined)
    return [
      ...since,
      subject(authorsOf(assistantChanges)),
      " made ",
      { strong: changesWords(more.changeCount) },
      `. The latest ${assistantChanges.length} are marked here; Activity has them all.`,
    ];
  if (assistantChanges.length > 2) {
    const verbs = assistantChanges.map(({ mark, item }) => verbOf(mark, item));
    const counts = counted.map((verb) => [verbs.filter((one) => one === verb).length, verb.toLowerCase()] as const);
    const list = counts.filter(([count]) => count > 0).map(([count, verb]) => `${count} ${verb}`);
    const made = { strong: `${assistantChanges.length} changes` };
    return [...since, subject(authorsOf(assistantChanges)), " made ", made, `: ${list.join(", ")}.`];
  }
  const did = ({ mark, item }: AssistantChange): Words => [
    ` ${verbOf(mark, item).toLowerCase()} `,
    { strong: item.text },
    whenOf(mark, item, reading),
  ];
  const author = subject(authorWithin(first.mark));
  if (!second) return [...since, author, ...did(first), "."];
  const other =
    authorWithin(second.mark) === authorWithin(first.mark) ? [] : [" ", { strong: authorWithin(second.mark) }];
  return [...since, author, ...did(first), " and", ...other, ...did(second), "."];
}

/** The same where there is little room: "9 changes by ChatGPT since yesterday 18:40". */
export function briefOf(assistantChanges: readonly AssistantChange[], { since, changeCount }: More): Words {
  const count = changeCount ?? assistantChanges.length;
  const rest = ` by ${authorsOf(assistantChanges)}${since === undefined ? "" : ` since ${since}`}`;
  return [{ strong: changesWords(count) }, rest];
}

/** Changes without a mark: who made them is in Activity. */
function unmarkedWords(count: number | undefined): Words {
  if (count === undefined) return [];
  const rest =
    count === 1
      ? " too large to be marked here. Activity shows it."
      : ", not all of which can be marked here. Activity shows them.";
  return ["An assistant made ", { strong: changesWords(count) }, rest];
}

const changesWords = (count: number): string =>
  `${count >= 10_000 ? "more than " : ""}${count.toLocaleString("en")} ${count === 1 ? "change" : "changes"}`;

/**
 * " today at 12:30", " to tomorrow 18:00"; ", every Monday" for a series as a whole, whichever of its dates is shown, and
 * " to 18:00, every Monday" if all of it was moved.
 */
function whenOf(mark: Mark, item: Item, { today, timeZone, hour12, words }: Reading): string {
  const isMoved = verbOf(mark, item) === "Moved";
  const { from, timed } = placeItem(item, timeZone);
  const time = timed && clock(timed.startTime, hour12);
  if (item.recurrenceText !== undefined && mark.occurrence === undefined)
    return `${isMoved && time ? ` to ${time}` : ""}, ${item.recurrenceText}`;
  const day = relativeDay(from, today, words);
  const isNear = day === "today" || day === "tomorrow" || day === "yesterday";
  if (isMoved) return ` to ${day}${time ? ` ${time}` : ""}`;
  return ` ${isNear ? day : `on ${day}`}${time ? ` at ${time}` : ""}`;
}

export function plain(words: Words): string {
  return words.map((word) => (typeof word === "string" ? word : word.strong)).join("");
}
