import { describeRecurrence } from "../../agenda/recurrence-words.ts";
import { movedRecurrence } from "../../agenda/series-edits.ts";
import { scopeWords } from "../../agenda/series-scopes.ts";
import type { Item, Scope } from "../../contract/item.ts";
import { addDays, daysBetween } from "./dates.ts";
import { type Draft, draftOf } from "./draft.ts";

/** What somebody is about to do to an occurrence of a series: delete it, or save this draft of it. */
export type Act = "delete" | Draft;

export interface Choice {
  readonly scope: Scope;
  readonly label: string;
  /** What else it means. */
  readonly effect: string;
  /** The button that does it. */
  readonly verb: string;
}

export interface Choices {
  readonly title: string;
  readonly offered: readonly Choice[];
  /** Why one is not offered. */
  readonly why?: string;
}

/**
 * How far a change of an occurrence may reach, with what each answer does.
 * @param series the item as a whole, where it is known: without it the effects on other days are not told
 * @param day writes a date with its weekday
 */
export function choicesFor(
  item: Item,
  series: Pick<Item, "recurrence" | "date"> | undefined,
  act: Act,
  day: (date: string) => string,
): Choices {
  const { occurrence = item.date, recurrence = "" } = item;
  const content = { recurrence: series?.recurrence ?? recurrence, date: series?.date ?? occurrence };
  const words = scopeWords(content, { originalDate: occurrence, date: item.date }, day);
  const isDeleting = act === "delete";
  const verb = isDeleting ? "Delete" : "Save";
  const isEnding = !isDeleting && act.recurrence === "" && recurrence !== "";
  const turns = isDeleting || isEnding ? undefined : turnsInto(content, item, act);
  const single = "Leaves this one as a single item, without";
  const kept = words.kept && sentence(words.kept);
  const one: Choice = {
    scope: "this",
    label: capital(words.only),
    effect: words.originally ? sentence(words.originally) : "The others stay as they are.",
    verb: `${verb} this one`,
  };
  const following: Choice = {
    scope: "following",
    label: "This and all after it",
    effect: [isEnding ? `${single} those after it.` : turns && `${turns}.`, kept].filter(Boolean).join(" "),
    verb: `${verb} these`,
  };
  const all: Choice = {
    scope: "all",
    label: "All of them",
    effect: isEnding
      ? `${single} the others.`
      : turns
        ? `${turns}${kept ? ", also those before it" : ""}.`
        : sentence(words.every),
    verb: `${verb} all`,
  };
  const wide = series && !kept ? [all] : [following, all];
  const title = `${isDeleting ? "Delete" : "Change"} which ones?`;
  if (isDeleting) return { title, offered: [one, ...wide] };
  if (act.recurrence !== recurrence) return { title, offered: wide, why: "A rule cannot hold for only one of them." };
  if (turns === null) return { title, offered: [one], why: whyFixed(content, daysBetween(occurrence, act.date)) };
  return { title, offered: [one, ...wide] };
}

/** What becomes of the others: nothing where only this one's words change; null where no rule fits the new date. */
function turnsInto(
  content: { readonly recurrence: string; readonly date: string },
  item: Item,
  draft: Draft,
): string | null | undefined {
  const saved = draftOf(item);
  if (draft.recurrence !== saved.recurrence) return `Repeats ${describeRecurrence(draft.recurrence, draft.date)}`;
  if (!draft.date || draft.date === saved.date) return undefined;
  const days = daysBetween(item.occurrence ?? item.date, draft.date);
  const recurrence = movedRecurrence(content, days);
  return recurrence && `Moves to ${describeRecurrence(recurrence, addDays(content.date, days))}`;
}

/** The server's reason, in a person's words. */
function whyFixed(content: { readonly recurrence: string; readonly date: string }, days: number): string {
  const by = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days < 0 ? "earlier" : "later"}`;
  return `“${describeRecurrence(content.recurrence, content.date)}” has no like ${by}, so only this one can be moved.`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const sentence = (words: string): string => `${capital(words)}.`;
