import type { Translator } from "../../messages/translator.ts";
import { differingDetails } from "../item/field-values.ts";
import { whenNames } from "../item/fields.ts";
import { isSameValue } from "../item/same-value.ts";
import { short } from "../item/shorten.ts";
import { dayWords, placeWords } from "../item/when-words.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { settingsWords } from "../settings/settings-words.ts";
import type { SettingsChange } from "../settings/stored-settings.ts";
import { listText, timeText } from "../time/date-texts.ts";
import {
  type ChangeView,
  endedFrom,
  type ItemView,
  type OccurrenceChange,
  occurrenceChangesOf,
  type SplitChange,
  splitChangeOf,
} from "./change-view.ts";

/** One write, as recorded in the ledger. */
export interface LedgerEntryView {
  readonly items: readonly ChangeView[];
  /** Those of many whose contents are not included. */
  readonly rest?: readonly Pick<ChangeView, "kind">[];
  readonly settings?: SettingsChange | null;
  /** The ids of the changes that this one undid. */
  readonly undoes?: readonly number[] | null;
  /** Whether it undid undos. */
  readonly isRedo?: boolean;
}

/**
 * Describes a change in a short sentence without a full stop: "Moved Physio from Thursday 26 November, 17:00 to 18:00". Names at most one
 * item and counts the others. The verb precedes the name in every language. At most 400 characters.
 */
export function summarizeChange(entry: LedgerEntryView, t: Translator): string {
  const { undoes, isRedo = false } = entry;
  const did = didWords(entry, t);
  if (!undoes) return did;
  const lower = `${did.charAt(0).toLowerCase()}${did.slice(1)}`;
  return t("history.undid", { isRedo: String(isRedo), count: undoes.length, did: lower });
}

function didWords({ items, rest = [], settings, undoes }: LedgerEntryView, t: Translator): string {
  const [first] = items;
  const itemCount = items.length + rest.length;
  if (settings) {
    const words = settingsWords(settings, t); // items that got their zone this way need no mention
    return undoes && itemCount > 0 ? t("history.settingsAlso", { settings: words, count: itemCount }) : words;
  }
  if (!first) return t("history.settingsChanged");
  if (itemCount === 1) return sentenceOf(first, t);
  const split = itemCount === 2 ? splitChangeOf(items) : null;
  if (split) return splitSentence(split, t);
  const counts = new Map<Verb, number>();
  for (const verb of items.map(verbOf)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  if (counts.size === 1 && rest.every(({ kind }) => kind === first.kind))
    return t("history.andMore", { did: sentenceOf(first, t), count: itemCount - 1 });
  if (rest.length > 0) return t("history.changes", { count: itemCount });
  const each = [...counts].map(([verb, count]) => t("history.countOf", { verb, count }));
  const list = listText(each, "unit", t);
  return undoes ? list : t("history.changesOf", { count: itemCount, list });
}

/** What was done to an item; changes are counted by it. */
export type Verb =
  | "added"
  | "deleted"
  | "restored"
  | "moved"
  | "ticked"
  | "reopened"
  | "renamed"
  | "cancelled"
  | "ended"
  | "changed";

export function verbOf(change: ChangeView): Verb {
  const { kind, before, after } = change;
  if (kind === "created" || before === null || after === null) return "added";
  if (kind === "deleted") return "deleted";
  if (kind === "restored") return "restored";
  const [occurrence, ...more] = occurrenceChangesOf(change);
  if (occurrence && more.length === 0) {
    if (occurrence.after === null) return "cancelled";
    return occurrence.before === null ? "restored" : verbBetween(occurrence.before, occurrence.after);
  }
  return endedFrom(change) === undefined ? verbBetween(before, after) : "ended";
}

function verbBetween(before: ItemView, after: ItemView): "moved" | "ticked" | "reopened" | "changed" | "renamed" {
  if (isMoved(before, after)) return "moved";
  if (before.done !== after.done) return after.done ? "ticked" : "reopened";
  return before.text === after.text ? "changed" : "renamed";
}

const isMoved = (before: ItemView, after: ItemView): boolean =>
  whenNames.some((field) => !isSameValue(before[field], after[field]));

function sentenceOf(change: ChangeView, t: Translator): string {
  const { before, after } = change;
  const item = after ?? before;
  if (!item) return t("history.itemChanged");
  if (change.kind !== "updated" || !before || !after) return placedWords(verbOf(change), item, t);
  const [occurrence, ...more] = occurrenceChangesOf(change);
  const name = nameOf(after);
  if (occurrence && more.length > 0)
    return t("history.occurrences", { name, count: change.occurrenceCount ?? more.length + 1 });
  if (occurrence) return occurrenceSentence(occurrence, t);
  if (!after.recurrence || !before.recurrence) {
    if (after.recurrence) return t("history.madeRepeat", { name, rule: ruleWords(after, t) });
    if (before.recurrence) return t("history.madeSingle", { name, place: placeWords(after, t) });
    return updateSentence(before, after, nameOf(before), t);
  }
  const ended = endedFrom(change);
  if (ended !== undefined) return t("history.ended", { name, day: dayWords(ended, { withYear: true }, t) });
  const own = nameOf(before);
  return updateSentence(before, after, isMoved(before, after) ? t("history.allOf", { name: own }) : own, t);
}

/** "Added Physio on Friday 27 November 2026 at 14:00, every Friday". */
function placedWords(verb: Verb, item: ItemView, t: Translator): string {
  const did = t("history.placed", { verb, name: nameOf(item), place: placeWords(item, t) });
  return item.recurrence ? t("history.repeating", { did, rule: ruleWords(item, t) }) : did;
}

function occurrenceSentence({ before, after }: OccurrenceChange, t: Translator): string {
  const placed = (verb: Verb, item: ItemView) =>
    t("history.placed", { verb, name: nameOf(item), place: placeWords(item, t) });
  if (after === null) return before ? placed("cancelled", before) : t("history.itemChanged");
  if (before === null) return placed("restored", after);
  const name = nameOf(before);
  const on = () => t("history.nameOn", { name, day: dayWords(before.date, { withYear: true }, t) });
  return updateSentence(before, after, isMoved(before, after) ? name : on(), t);
}

function updateSentence(before: ItemView, after: ItemView, name: string, t: Translator): string {
  const verb = verbBetween(before, after);
  if (verb === "changed") return changedWords(before, after, name, t);
  const did = {
    moved: () => movedWords(name, before, after, t),
    renamed: () => t("history.renamed", { name, to: nameOf(after) }),
    ticked: () => t("history.ticked", { done: "true", name }),
    reopened: () => t("history.ticked", { done: "false", name }),
  }[verb]();
  const rest = restWords(before, after, verb, t);
  return rest === "" ? did : t("history.also", { did, rest });
}

function changedWords(before: ItemView, after: ItemView, name: string, t: Translator): string {
  const fields = changedFields(before, after, t);
  if (!isRuleChanged(before, after))
    return t("history.changedFields", { fields: fields || t("history.details"), name });
  const rule = ruleWords(after, t);
  return fields === "" ? t("history.changedRule", { name, rule }) : t("history.changedRuleAnd", { name, rule, fields });
}

/** Describes a split: this occurrence and those after it became another series. */
function splitSentence({ date, before, after }: SplitChange, t: Translator): string {
  const name = nameOf(before);
  if (!after.recurrence) return t("history.endedLeaving", { name, place: placeWords(after, t) });
  const onward = isMoved(before, after)
    ? t("history.nameOnward", { name })
    : t("history.nameFrom", { name, day: dayWords(date, { withYear: true }, t) });
  return updateSentence(before, after, onward, t);
}

const nameOf = ({ text }: ItemView): string => short(text);

const isRuleChanged = (before: ItemView, after: ItemView): boolean =>
  Boolean(before.recurrence && after.recurrence && before.recurrence !== after.recurrence);

const ruleWords = ({ recurrence, date }: ItemView, t: Translator): string =>
  describeRecurrence(recurrence ?? "", date, t);

/** The rest of an update, besides its verb. */
function restWords(before: ItemView, after: ItemView, verb: Verb, t: Translator): string {
  const fields = changedFields(before, after, t);
  const isTicked = before.done !== after.done && verb === "moved";
  const isRenamed = before.text !== after.text && verb !== "renamed";
  const rest = [
    isTicked && t("history.alsoTicked", { done: String(after.done) }),
    isRenamed && t("history.alsoRenamed", { to: nameOf(after) }),
    isRuleChanged(before, after) && t("history.alsoRepeating", { rule: ruleWords(after, t) }),
    fields !== "" && t("history.alsoFields", { fields }),
  ];
  return listText(
    rest.filter((each) => each !== false),
    "and",
    t,
  );
}

const changedFields = (before: ItemView, after: ItemView, t: Translator): string =>
  listText(
    differingDetails(before, after).map((field) => t("history.field", { field })),
    "and",
    t,
  );

function movedWords(name: string, before: ItemView, after: ItemView, t: Translator): string {
  const isYearSame = before.date.slice(0, 4) === after.date.slice(0, 4);
  const dayOf = ({ date }: ItemView) => dayWords(date, { withYear: !isYearSame }, t);
  const isDateSame = before.date === after.date;
  if (isDateSame && before.startTime === after.startTime) return movedEndWords(name, before, after, t);
  const timeOf = ({ startTime }: ItemView) => (startTime === null ? t("history.allDay") : timeText(startTime, t));
  const [day, from, to] = [dayOf(before), timeOf(before), timeOf(after)];
  if (isDateSame) return t("history.movedTime", { name, day, from, to });
  if (from !== to) return t("history.movedDayTime", { name, day, from, toDay: dayOf(after), to });
  const toDay = after.startTime === null ? dayOf(after) : t("when.at", { day: dayOf(after), time: to });
  return t("history.movedDay", { name, day, toDay });
}

function movedEndWords(name: string, before: ItemView, after: ItemView, t: Translator): string {
  const lastDayOf = ({ date, endDate }: ItemView) => endDate ?? date;
  const isDaySame = lastDayOf(before) === lastDayOf(after);
  const isEndZoneSame = isSameValue(before.endTimeZone, after.endTimeZone);
  const zoneOf = ({ timeZone }: ItemView) => timeZone ?? t("history.none");
  if (isDaySame && before.endTime === after.endTime && isEndZoneSame)
    return t("history.zoneOf", { name, from: zoneOf(before), to: zoneOf(after) });
  const endOf = (item: ItemView) => {
    const { startTime, endTime, endTimeZone, timeZone } = item;
    if (startTime !== null && endTime === null) return t("history.none");
    const day = dayWords(lastDayOf(item), { withYear: false }, t);
    const zone = isEndZoneSame ? null : (endTimeZone ?? timeZone);
    const end = endTime === null ? null : timeText(endTime, t);
    const time = zone === null || end === null ? end : t("when.inZone", { time: end, zone });
    if (time === null) return isDaySame ? "" : day;
    return isDaySame ? time : t("when.at", { day, time });
  };
  const [from, to] = [endOf(before), endOf(after)];
  if (!isDaySame) return t("history.movedEnd", { name, from, to });
  return t("history.movedEndOn", { name, day: dayWords(lastDayOf(after), { withYear: false }, t), from, to });
}
