import type { Language } from "../../contract/languages.ts";
import type { Translator } from "../../messages/translator.ts";
import { short } from "../item/shorten.ts";
import { dayWords, placeWords, whenWords } from "../item/when-words.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { futureSettingsWords } from "../settings/settings-words.ts";
import { listText } from "../time/date-texts.ts";
import { type ChangeView, endedFrom, type ItemView, occurrenceChangesOf, splitChangeOf } from "./change-view.ts";
import { type LedgerEntryView, type Verb, verbOf } from "./change-words.ts";

/** What is done to each of several: a verb of the ledger, or tagging. */
export type PreviewVerb = Verb | "tagged";

/** How many of several items are named. */
const mostNamed = 2;

/**
 * Describes what a change would do, in a short sentence without a full stop: "Would move 12 items (Gym, Physio and 10 more)".
 * Once done, `summarizeChange` describes it. The verb comes first, before any user text.
 */
export function summarizePreview({ items, settings, undoes, isRedo = false }: LedgerEntryView, t: Translator): string {
  const settingsPart = settings ? futureSettingsWords(settings, t) : undefined;
  const itemsPart = items.length > 0 ? itemWords(items, t) : undefined;
  const what =
    settingsPart !== undefined && itemsPart !== undefined
      ? t("history.bothOf", { one: settingsPart, other: itemsPart })
      : (settingsPart ?? itemsPart);
  if (what === undefined) return t("history.wouldNothing");
  if (!undoes) return t("history.would", { what });
  return t("history.wouldUndo", { isRedo: String(isRedo), count: undoes.length, what });
}

/** A proposal's: in English as the program was answered, in another language as the person would read it. */
export const proposalSummary = (
  { summary, ...change }: LedgerEntryView & { readonly summary: string },
  language: Language,
  t: Translator,
): string => (language === "en" ? summary : summarizePreview(change, t));

function itemWords(items: readonly ChangeView[], t: Translator): string {
  const [first] = items;
  if (first && items.length === 1) return oneWords(first, t);
  const split = splitChangeOf(items);
  if (split) {
    const day = dayWords(split.date, { withYear: true }, t);
    return t("history.toChangeFrom", { name: short(split.before.text), day });
  }
  const counts = [...Map.groupBy(items, verbOf)].map(([verb, same]) => ({ verb, count: same.length }));
  const named = (change: ChangeView) => nameOf(textOf(change), isWholeSeries(change), t);
  if (counts[0] && counts.length === 1) return manyWords(counts[0].verb, items.map(named), t);
  const each = counts.map(({ verb, count }) => t("history.toDoCount", { verb, count }));
  return t("history.ofItems", { list: listText(each, "unit", t), count: items.length });
}

/** "move Physio to Friday 27 November 2026, 18:00"; "delete all of Physio, every Friday". */
function oneWords(change: ChangeView, t: Translator): string {
  const [occurrence, ...more] = occurrenceChangesOf(change);
  const { before, after } = occurrence && more.length === 0 ? occurrence : change;
  const item = after ?? before;
  if (!item) return t("history.toDo", { verb: "changed", what: t("history.anItem") });
  const verb = verbOf(change);
  const own = short((before ?? item).text);
  const ended = endedFrom(change);
  if (ended !== undefined) return t("history.toEndFrom", { name: own, day: dayWords(ended, { withYear: true }, t) });
  if (verb === "renamed") return t("history.toRename", { name: own, to: short(item.text) });
  const name = isWholeSeries(change) ? t("history.allOf", { name: own }) : own;
  if (verb === "moved") return t("history.toMove", { name, when: whenWords(item, {}, t) });
  if (change.kind === "updated" && !occurrence) return t("history.toDo", { verb, what: name });
  const placed = t("history.nameAt", { name: own, place: placeWords(item, t) });
  if (!item.recurrence || occurrence) return t("history.toDo", { verb, what: placed });
  // Once there, it is not just its first date.
  const did = t("history.toDo", { verb, what: change.kind === "created" ? placed : name });
  return t("history.repeating", { did, rule: describeRecurrence(item.recurrence, item.date, t) });
}

/** Whether it means a series with every occurrence. */
const isWholeSeries = (change: ChangeView): boolean =>
  Boolean((change.after ?? change.before)?.recurrence) && occurrenceChangesOf(change).length === 0;

const nameOf = (text: string, isWhole: boolean, t: Translator): string =>
  isWhole ? t("history.everyOccurrence", { name: short(text) }) : short(text);

const textOf = ({ before, after }: ChangeView): string => (after ?? before)?.text ?? "";

function manyWords(verb: PreviewVerb, names: readonly string[], t: Translator): string {
  const more = names.length - mostNamed;
  const all = more > 0 ? [...names.slice(0, mostNamed), t("when.more", { count: more })] : names;
  return t("history.toDoMany", { verb, count: names.length, names: listText(all, "and", t) });
}

/** One entry of a preview, before and after; null: it would be deleted. */
interface PreviewLine {
  readonly before: ToldPlace;
  readonly after: ToldPlace | null;
  /** Whether it means a series with every occurrence. */
  readonly isWhole: boolean;
}
type ToldPlace = Pick<ItemView, "text" | "date" | "startTime" | "endDate" | "endTime" | "timeZone" | "endTimeZone">;

/** Describes the same action on many items and occurrences. */
export function previewEach(verb: PreviewVerb, each: readonly PreviewLine[], t: Translator): string {
  const [first] = each;
  if (!first) return t("history.wouldNothing");
  const named = ({ before, isWhole }: PreviewLine) => nameOf(before.text, isWhole, t);
  if (each.length > 1) return t("history.would", { what: manyWords(verb, each.map(named), t) });
  const { before, after } = first;
  const name = named(first);
  const isMoved = after !== null && (after.date !== before.date || after.startTime !== before.startTime);
  const what = isMoved
    ? t("history.toMove", { name, when: whenWords(after, {}, t) })
    : t("history.toDo", { verb, what: t("history.nameAt", { name, place: placeWords(before, t) }) });
  return t("history.would", { what });
}
