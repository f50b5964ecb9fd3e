import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { dateBefore, scheduleOf } from "../../agenda/recurrence/schedule.ts";
import { movedRecurrence } from "../../agenda/series/series-edits.ts";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";

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
  const last = dateBefore(scheduleOf(content.recurrence, content.date), occurrence);
  const isDeleting = act === "delete";
  const becomes = isDeleting ? undefined : becoming(content, item, act, t);
  const kept = last && t("scopes.earlierKept", { day: day(last) });
  const verb = { isDeleting: String(isDeleting) };
  const one: Choice = {
    scope: "this",
    label: t("scopes.only", { day: day(item.date) }),
    effect: occurrence === item.date ? t("scopes.othersStay") : t("scopes.originally", { day: day(occurrence) }),
    verb: t("scopes.doThis", verb),
  };
  const following: Choice = {
    scope: "following",
    label: t("scopes.following"),
    effect: [becomes?.those, kept].filter(Boolean).join(" "),
    verb: t("scopes.doThese", verb),
  };
  const all: Choice = {
    scope: "all",
    label: t("scopes.all"),
    effect: becomes?.all ?? t(last ? "scopes.everyAlsoBefore" : "scopes.every"),
    verb: t("scopes.doAll", verb),
  };
  const wide = series && !kept ? [all] : [following, all];
  const title = t("scopes.whichOnes", verb);
  if (isDeleting) return { title, offered: [one, ...wide] };
  if (act.recurrence !== recurrence) return { title, offered: wide, why: t("scopes.ruleOfOne") };
  if (becomes === null) {
    const rule = describeRecurrence(content.recurrence, content.date, t);
    const days = daysBetween(occurrence, act.date);
    return { title, offered: [one], why: t("scopes.noLike", { rule, ...byDays(days) }) };
  }
  return { title, offered: [one, ...wide] };
}

/** Sentences. */
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
  const [those, all] = ["false", "true"];
  if (draft.recurrence !== saved.recurrence) {
    if (draft.recurrence === "")
      return { those: t("scopes.single", { isAll: those }), all: t("scopes.single", { isAll: all }) };
    const [count] = /;COUNT=\d+/.exec(draft.recurrence) ?? [];
    // An unchanged COUNT still counts from the first occurrence of all (docs/decisions/0184).
    const isCountKept = count !== undefined && `;${content.recurrence};`.includes(`${count};`);
    const rule = describeRecurrence(draft.recurrence, draft.date, t);
    const uncounted = isCountKept ? describeRecurrence(draft.recurrence.replace(count, ""), draft.date, t) : rule;
    return {
      those: t("scopes.repeat", { isAll: those, rule: uncounted, asLeft: String(isCountKept) }),
      all: t("scopes.repeat", { isAll: all, rule, asLeft: "false" }),
    };
  }
  const days = draft.date ? daysBetween(item.occurrence ?? item.date, draft.date) : 0;
  if (draft.date === saved.date || days === 0) return undefined;
  const recurrence = movedRecurrence(content, days);
  if (recurrence === null) return null;
  const now = describeRecurrence(recurrence, addDays(content.date, days), t);
  const isSame = now === describeRecurrence(content.recurrence, content.date, t);
  const move = { ...byDays(days), isOther: String(!isSame), rule: now };
  return { those: t("scopes.move", { isAll: those, ...move }), all: t("scopes.move", { isAll: all, ...move }) };
}

const byDays = (days: number) => ({ days: Math.abs(days), isEarlier: String(days < 0) });
