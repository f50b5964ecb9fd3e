import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { movedRecurrence } from "../../agenda/series/series-edits.ts";
import { scopeWords } from "../../agenda/series/series-scopes.ts";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { capital } from "../repeats/repeat-choices.ts";

/** What the user is about to do to an occurrence: delete it, or save this draft. */
export type Act = "delete" | Draft;

export interface Choice {
  readonly scope: Scope;
  readonly label: string;
  /** Its further effects. */
  readonly effect: string;
  /** Label of the button that does it. */
  readonly verb: string;
}

export interface Choices {
  readonly title: string;
  readonly offered: readonly Choice[];
  /** Why it is not available. */
  readonly why?: string;
}

/**
 * The possible scopes for a change of an occurrence, with the effect of each.
 * @param series the whole item, if known: without it the effects on other days are not described
 * @param day formats a date with its weekday
 */
export function scopeChoices(
  item: Item,
  series: Pick<Item, "recurrence" | "date"> | undefined,
  act: Act,
  day: (date: string) => string,
  t: Translator,
): Choices {
  const { occurrence = item.date, recurrence = "" } = item;
  const content = { recurrence: series?.recurrence ?? recurrence, date: series?.date ?? occurrence };
  const words = scopeWords(content, { originalDate: occurrence, date: item.date }, day, t);
  const isDeleting = act === "delete";
  const verb = isDeleting ? "Delete" : "Save";
  const becomes = isDeleting ? undefined : becoming(content, item, act, t);
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
    effect: [becomes && `${becomes.those}.`, kept].filter(Boolean).join(" "),
    verb: `${verb} these`,
  };
  const all: Choice = {
    scope: "all",
    label: "All of them",
    effect: becomes ? `${becomes.all}.` : sentence(words.every),
    verb: `${verb} all`,
  };
  const wide = series && !kept ? [all] : [following, all];
  const title = `${isDeleting ? "Delete" : "Change"} which ones?`;
  if (isDeleting) return { title, offered: [one, ...wide] };
  if (act.recurrence !== recurrence) return { title, offered: wide, why: "A rule cannot hold for only one of them." };
  if (becomes === null) return { title, offered: [one], why: whyFixed(content, daysBetween(occurrence, act.date), t) };
  return { title, offered: [one, ...wide] };
}

interface Becoming {
  /** About this one and all after it. */
  readonly those: string;
  readonly all: string;
}

/** What happens to the others: empty if they only take over the text; null if no rule fits the new date. */
function becoming(
  content: { readonly recurrence: string; readonly date: string },
  item: Item,
  draft: Draft,
  t: Translator,
): Becoming | null | undefined {
  const saved = draftOf(item);
  if (draft.recurrence !== saved.recurrence) {
    const single = "Leaves this one as a single item, without";
    if (draft.recurrence === "") return { those: `${single} those after it`, all: `${single} the others` };
    const repeat = (rule: string) => `repeat ${describeRecurrence(rule, draft.date, t)}`;
    const [count] = /;COUNT=\d+/.exec(draft.recurrence) ?? [];
    // An unchanged COUNT still counts from the first occurrence of all (docs/decisions/0184).
    const isCountKept = count !== undefined && `;${content.recurrence};`.includes(`${count};`);
    const those = isCountKept
      ? `${repeat(draft.recurrence.replace(count, ""))}, as many times as are left`
      : repeat(draft.recurrence);
    return { those: `They ${those}`, all: `They all ${repeat(draft.recurrence)}` };
  }
  const days = draft.date ? daysBetween(item.occurrence ?? item.date, draft.date) : 0;
  if (draft.date === saved.date || days === 0) return undefined;
  const recurrence = movedRecurrence(content, days);
  if (recurrence === null) return null;
  const now = describeRecurrence(recurrence, addDays(content.date, days), t);
  const isSame = now === describeRecurrence(content.recurrence, content.date, t);
  const move = `move ${byDays(days)}${isSame ? "" : `, to ${now}`}`;
  return { those: `They ${move}`, all: `They all ${move}` };
}

/** The server's reason, in the user's words. */
function whyFixed(
  content: { readonly recurrence: string; readonly date: string },
  days: number,
  t: Translator,
): string {
  return `“${describeRecurrence(content.recurrence, content.date, t)}” has no like ${byDays(days)}, so only this one can be moved.`;
}

const byDays = (days: number): string =>
  `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days < 0 ? "earlier" : "later"}`;

const sentence = (words: string): string => `${capital(words)}.`;
