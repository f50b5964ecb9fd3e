import { short } from "../item/shorten.ts";
import { dayWords, placeWords, whenWords } from "../item/when-words.ts";
import { settingsWords } from "../settings/settings-words.ts";
import type { SettingsChange } from "../settings/stored-settings.ts";
import { type ChangeView, endedFrom, type ItemView, occurrenceChangesOf, splitChangeOf } from "./change-view.ts";
import { type LedgerEntryView, verbOf } from "./change-words.ts";

/** The future forms of the ledger's verbs. */
const futures: Readonly<Record<string, string>> = {
  Added: "add",
  Moved: "move",
  Renamed: "rename",
  Changed: "change",
  Reopened: "reopen",
  "Ticked off": "tick off",
  Deleted: "delete",
  Restored: "restore",
  Cancelled: "cancel",
  Ended: "end",
};

const futureOf = (change: ChangeView): string => futures[verbOf(change)] ?? "change";

/** How many of several items are named. */
const mostNamed = 2;

/**
 * Describes what a change would do, in a short sentence without a full stop: "Would move 12 items (Gym, Physio and 10 more)".
 * Once done, `summarizeChange` describes it.
 */
export function summarizePreview({ items, settings, undoes, isRedo }: LedgerEntryView): string {
  const parts = [...(settings ? [futureSettings(settings)] : []), ...(items.length > 0 ? [itemWords(items)] : [])];
  if (parts.length === 0) return "Nothing would change";
  const what = parts.join(" and ");
  if (!undoes) return `Would ${what}`;
  return `Would ${isRedo ? "redo" : "undo"} ${undoes.length === 1 ? "a change" : `${undoes.length} changes`}: ${what}`;
}

/** The verb comes first, before any user text. */
const futureSettings = (settings: SettingsChange): string =>
  settingsWords(settings).replace(
    /^(Changed|Set|Made)\b/,
    (verb) => ({ Changed: "change", Set: "set" })[verb] ?? "make",
  );

function itemWords(items: readonly ChangeView[]): string {
  const [first] = items;
  if (first && items.length === 1) return oneWords(first);
  const split = splitChangeOf(items);
  if (split) return `change ${short(split.before.text)} from ${dayWords(split.date, { withYear: true })} on`;
  const counts = [...Map.groupBy(items, futureOf)].map(([verb, same]) => ({ verb, count: same.length }));
  if (counts[0] && counts.length === 1) return manyWords(counts[0].verb, items.map(textOf));
  return counts
    .map(({ verb, count }) => `${verb} ${count}`)
    .join(", ")
    .concat(` of ${items.length} items`);
}

/** "move Physio to Friday 27 November 2026, 18:00"; "delete Physio on Friday 27 November 2026 at 17:00". */
function oneWords(change: ChangeView): string {
  const [occurrence, ...more] = occurrenceChangesOf(change);
  const { before, after } = occurrence && more.length === 0 ? occurrence : change;
  const item = after ?? before;
  if (!item) return "change an item";
  const verb = futureOf(change);
  const name = short((before ?? item).text);
  const ended = endedFrom(change);
  if (ended !== undefined) return `end ${name} from ${dayWords(ended, { withYear: true })} on`;
  if (verb === "rename") return `rename ${name} to ${short(item.text)}`;
  if (verb === "move") return `move ${occurrence ? "" : wholeOf(item)}${name} to ${whenWords(item)}`;
  return change.kind === "updated" && !occurrence
    ? `${verb} ${wholeOf(item)}${name}`
    : `${verb} ${name} ${placeWords(item)}`;
}

const wholeOf = ({ recurrence }: ItemView): string => (recurrence ? "all of " : "");

const textOf = ({ before, after }: ChangeView): string => (after ?? before)?.text ?? "";

function manyWords(verb: string, texts: readonly string[]): string {
  const names = texts.slice(0, mostNamed).map((text) => short(text));
  const more = texts.length - names.length;
  const named = more > 0 ? `${names.join(", ")} and ${more} more` : names.join(" and ");
  return `${verb} ${texts.length} items (${named})`;
}

/** One entry of a preview, before and after; null: it would be deleted. */
export interface PreviewLine {
  readonly before: ToldPlace;
  readonly after: ToldPlace | null;
  /** Whether it means a series with every occurrence. */
  readonly isWhole: boolean;
}
type ToldPlace = Pick<ItemView, "text" | "date" | "startTime" | "endDate" | "endTime" | "timeZone" | "endTimeZone">;

/** Describes the same action on many items and occurrences. @param verb such as "move" or "tick off" */
export function previewEach(verb: string, each: readonly PreviewLine[]): string {
  const [first] = each;
  if (!first) return "Nothing would change";
  const nameOf = ({ before, isWhole }: PreviewLine) => `${short(before.text)}${isWhole ? " (every occurrence)" : ""}`;
  if (each.length > 1) return `Would ${manyWords(verb, each.map(nameOf))}`;
  const { before, after } = first;
  const isMoved = after !== null && (after.date !== before.date || after.startTime !== before.startTime);
  return `Would ${verb} ${nameOf(first)} ${isMoved ? `to ${whenWords(after)}` : placeWords(before)}`;
}
