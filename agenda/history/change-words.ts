import { differingDetails } from "../item/field-values.ts";
import { fields, whenNames } from "../item/fields.ts";
import { isSameValue } from "../item/same-value.ts";
import { short } from "../item/shorten.ts";
import { dayWords, placeWords } from "../item/when-words.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { settingsWords } from "../settings/settings-words.ts";
import type { SettingsChange } from "../settings/stored-settings.ts";
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
  /** The total number of items if not all are included. Default: the number included. */
  readonly itemCount?: number;
  readonly settings?: SettingsChange | null;
  /** The ids of the changes that this one undid. */
  readonly undoes?: readonly number[] | null;
  /** Whether it undid undos. */
  readonly isRedo?: boolean;
}

/**
 * Describes a change in a short sentence without a full stop: "Moved Physio from Thursday 26 November, 17:00 to 18:00". Names
 * at most one item and counts the others. At most 400 characters.
 */
export function summarizeChange(entry: LedgerEntryView): string {
  const { undoes, isRedo } = entry;
  const did = didWords(entry);
  if (!undoes) return did;
  const verb = isRedo ? "Redid" : "Undid";
  const what = undoes.length === 1 ? "a change" : `${undoes.length} changes`;
  return `${verb} ${what}: ${did.charAt(0).toLowerCase()}${did.slice(1)}`;
}

function didWords({ items, itemCount = items.length, settings, undoes }: LedgerEntryView): string {
  const [first] = items;
  if (settings) {
    const also = undoes && itemCount > 0 ? `, and ${itemCount} ${itemCount === 1 ? "item" : "items"}` : "";
    return settingsWords(settings) + also; // items that got their zone this way need no mention
  }
  if (!first) return "Changed the settings";
  if (itemCount === 1) return sentenceOf(first);
  const split = itemCount === 2 ? splitChangeOf(items) : null;
  if (split) return splitSentence(split);
  const counts = new Map<string, number>();
  for (const verb of items.map(verbOf)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  if (counts.size === 1) return `${sentenceOf(first)} and ${itemCount - 1} more`;
  const list = [...counts].map(([verb, count]) => `${count} ${verb.toLowerCase()}`).join(", ");
  if (itemCount > items.length) return `${itemCount} changes`;
  return undoes ? list : `${itemCount} changes: ${list}`;
}

/** "Added", "Moved", "Ticked off" …: the verb under which a change is counted. */
export function verbOf(change: ChangeView): string {
  const { kind, before, after } = change;
  if (kind === "created" || before === null || after === null) return "Added";
  if (kind === "deleted") return "Deleted";
  if (kind === "restored") return "Restored";
  const [occurrence, ...more] = occurrenceChangesOf(change);
  if (occurrence && more.length === 0) {
    if (occurrence.after === null) return "Cancelled";
    return occurrence.before === null ? "Restored" : verbBetween(occurrence.before, occurrence.after);
  }
  return endedFrom(change) === undefined ? verbBetween(before, after) : "Ended";
}

function verbBetween(before: ItemView, after: ItemView): string {
  if (isMoved(before, after)) return "Moved";
  if (before.done !== after.done) return after.done ? "Ticked off" : "Reopened";
  return before.text === after.text ? "Changed" : "Renamed";
}

const isMoved = (before: ItemView, after: ItemView): boolean =>
  whenNames.some((field) => !isSameValue(before[field], after[field]));

function sentenceOf(change: ChangeView): string {
  const { before, after } = change;
  const item = after ?? before;
  if (!item) return "Changed an item";
  if (change.kind !== "updated" || !before || !after)
    return `${verbOf(change)} ${nameOf(item)} ${placeWords(item)}${repeatWords(item)}`;
  const [occurrence, ...more] = occurrenceChangesOf(change);
  if (occurrence && more.length > 0)
    return `Changed ${change.occurrenceCount ?? more.length + 1} occurrences of ${nameOf(after)}`;
  if (occurrence) return occurrenceSentence(occurrence);
  if (!after.recurrence || !before.recurrence) {
    if (after.recurrence) return `Made ${nameOf(after)} repeat ${describeRecurrence(after.recurrence, after.date)}`;
    if (before.recurrence) return `Made ${nameOf(after)} a single item ${placeWords(after)}`;
    return updateSentence(before, after, nameOf(before));
  }
  const ended = endedFrom(change);
  if (ended !== undefined) return `Ended ${nameOf(after)} from ${dayWords(ended, { withYear: true })} on`;
  return updateSentence(before, after, isMoved(before, after) ? `all of ${nameOf(before)}` : nameOf(before));
}

function occurrenceSentence({ before, after }: OccurrenceChange): string {
  if (after === null) return before ? `Cancelled ${nameOf(before)} ${placeWords(before)}` : "Changed an item";
  if (before === null) return `Restored ${nameOf(after)} ${placeWords(after)}`;
  const on = isMoved(before, after) ? "" : ` on ${dayWords(before.date, { withYear: true })}`;
  return updateSentence(before, after, `${nameOf(before)}${on}`);
}

function updateSentence(before: ItemView, after: ItemView, name: string): string {
  const verb = verbBetween(before, after);
  const rest = restWords(before, after, verb);
  const also = rest === "" ? "" : ` and ${rest}`;
  if (verb === "Moved") return movedWords(name, before, after) + also;
  if (verb === "Renamed") return `Renamed ${name} to ${nameOf(after)}${also}`;
  if (verb !== "Changed") return `${verb} ${name}${also}`;
  const fields = changedFields(before, after);
  if (isRuleChanged(before, after)) {
    const rule = `Changed ${name} to repeat ${describeRecurrence(after.recurrence ?? "", after.date)}`;
    return fields.length === 0 ? rule : `${rule}, and its ${listed(fields)}`;
  }
  return `Changed the ${listed(fields) || "details"} of ${name}`;
}

/** Describes a split: this occurrence and those after it became another series. */
function splitSentence({ date, before, after }: SplitChange): string {
  const name = nameOf(before);
  if (!after.recurrence) return `Ended ${name}, leaving a single one ${placeWords(after)}`;
  const from = isMoved(before, after) ? " and all after it" : ` from ${dayWords(date, { withYear: true })} on`;
  return updateSentence(before, after, `${name}${from}`);
}

const nameOf = ({ text }: ItemView): string => short(text);

const isRuleChanged = (before: ItemView, after: ItemView): boolean =>
  Boolean(before.recurrence && after.recurrence && before.recurrence !== after.recurrence);

const repeatWords = ({ recurrence, date }: ItemView): string =>
  recurrence ? `, ${describeRecurrence(recurrence, date)}` : "";

/** The rest of an update, besides its verb. */
function restWords(before: ItemView, after: ItemView, verb: string): string {
  const fields = changedFields(before, after);
  const isTicked = before.done !== after.done && verb === "Moved";
  const isRenamed = before.text !== after.text && verb !== "Renamed";
  return listed([
    ...(isTicked ? [after.done ? "ticked it off" : "reopened it"] : []),
    ...(isRenamed ? [`renamed it to ${nameOf(after)}`] : []),
    ...(isRuleChanged(before, after)
      ? [`made it repeat ${describeRecurrence(after.recurrence ?? "", after.date)}`]
      : []),
    ...(fields.length > 0 ? [`changed its ${listed(fields)}`] : []),
  ]);
}

function changedFields(before: ItemView, after: ItemView): string[] {
  return differingDetails(before, after).map((name) => fields[name].title);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function movedWords(name: string, before: ItemView, after: ItemView): string {
  const isYearSame = before.date.slice(0, 4) === after.date.slice(0, 4);
  const dayOf = ({ date }: ItemView) => dayWords(date, { withYear: !isYearSame });
  const isDateSame = before.date === after.date;
  if (isDateSame && before.startTime === after.startTime) return movedEndWords(name, before, after);
  const [from, to] = [before.startTime ?? "all day", after.startTime ?? "all day"];
  if (isDateSame) return `Moved ${name} from ${dayOf(before)}, ${from} to ${to}`;
  if (from !== to) return `Moved ${name} from ${dayOf(before)}, ${from} to ${dayOf(after)}, ${to}`;
  const at = after.startTime === null ? "" : `, ${to}`;
  return `Moved ${name} from ${dayOf(before)} to ${dayOf(after)}${at}`;
}

function movedEndWords(name: string, before: ItemView, after: ItemView): string {
  const lastDayOf = ({ date, endDate }: ItemView) => endDate ?? date;
  const isDaySame = lastDayOf(before) === lastDayOf(after);
  const isEndZoneSame = isSameValue(before.endTimeZone, after.endTimeZone);
  if (isDaySame && before.endTime === after.endTime && isEndZoneSame)
    return `Changed the time zone of ${name} from ${before.timeZone ?? "none"} to ${after.timeZone ?? "none"}`;
  const endOf = (item: ItemView) => {
    if (item.startTime !== null && item.endTime === null) return "none";
    const day = dayWords(lastDayOf(item), { withYear: false });
    const zone = isEndZoneSame ? null : (item.endTimeZone ?? item.timeZone);
    const time = zone === null ? item.endTime : `${item.endTime} in ${zone}`;
    return [...(isDaySame ? [] : [day]), ...(item.endTime === null ? [] : [time])].join(", ");
  };
  const on = isDaySame ? ` on ${dayWords(lastDayOf(after), { withYear: false })}` : "";
  return `Moved the end of ${name}${on} from ${endOf(before)} to ${endOf(after)}`;
}
