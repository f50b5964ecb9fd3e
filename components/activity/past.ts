import type { Answer } from "../sync/api-client.ts";
import { wallOf } from "../time/wall-in-zone.ts";

export type Change = Answer<"listChanges">["changes"][number];

/** Changes made together by one author: an assistant in one conversation, or the user. */
export interface Talk {
  readonly door: Change["door"];
  readonly conversation: string | undefined;
  /** Newest first. */
  readonly changes: readonly [Change, ...Change[]];
}

interface PastDay {
  readonly date: string;
  readonly talks: readonly Talk[];
}

const handOf = ({ door, program, programName, conversation }: Change): string =>
  [door, program, programName, conversation].join(" ");

/**
 * The history, newest first: by day, and within a day by author and run of changes.
 * @param lookedRev where the user looked last: splits a run there
 */
export function pastDays(changes: readonly Change[], timeZone: string, lookedRev = 0): PastDay[] {
  const days: {
    date: string;
    talks: { door: Change["door"]; conversation: string | undefined; changes: [Change, ...Change[]] }[];
  }[] = [];
  for (const change of changes) {
    const { date } = wallOf(Date.parse(change.at), timeZone);
    let day = days.at(-1);
    if (day?.date !== date) {
      day = { date, talks: [] };
      days.push(day);
    }
    const talk = day.talks.at(-1);
    const isParted = talk !== undefined && talk.changes[0].id > lookedRev !== change.id > lookedRev;
    if (talk && !isParted && handOf(talk.changes[0]) === handOf(change)) talk.changes.push(change);
    else day.talks.push({ door: change.door, conversation: change.conversation, changes: [change] });
  }
  return days;
}

/** Whether a change is in effect and can be undone. */
export const isUndoable = (change: Change): boolean => change.undoneBy === undefined && change.summary !== undefined;

/** What "Undo all" of a conversation undoes; excludes its own undos. */
export const undoableOf = ({ changes }: Talk): Change[] =>
  changes.filter((change) => isUndoable(change) && change.undoes === undefined);

export interface Says {
  readonly verb: string;
  /** The name of the single item. */
  readonly name?: string;
  readonly rest?: string;
}

/**
 * A change's sentence with the item's name separated. If before and after are shown next to it, the rest after the name is
 * omitted.
 */
export function saysOf({ summary, items, undoes }: Change): Says | undefined {
  if (summary === undefined) return undefined;
  const [only, another] = items ?? [];
  // From right to left, names are isolated.
  const plain = summary.replaceAll(/[\u2068\u2069]/g, "");
  const at = only?.text && !another ? placeOf(only.text, plain, undoes !== undefined) : -1;
  if (at === -1 || !only?.text) return { verb: summary };
  const verb = plain.slice(0, at);
  const isTold = only.was !== undefined || only.is !== undefined;
  return { verb, name: only.text, ...(!isTold && { rest: plain.slice(at + 1 + only.text.length) }) };
}

/** Where the sentence names the item, which may be called like another word of it: -1 if it does not. */
function placeOf(name: string, summary: string, isUndo: boolean): number {
  const words = ` ${name}`;
  if (summary.endsWith(words)) return summary.length - words.length;
  // "Undid a change: …" is about the change.
  let at = summary.indexOf(words, isUndo ? summary.search(/[:–] /) : 0);
  while (at !== -1 && /^[\p{L}\p{N}]/u.test(summary.slice(at + words.length))) at = summary.indexOf(words, at + 1);
  return at;
}
