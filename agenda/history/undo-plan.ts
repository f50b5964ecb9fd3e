import { importedFlag } from "../item/imported-flag.ts";
import type { ItemContent, StoredItem } from "../item/item-content.ts";
import { placeInZone } from "../item/place-in-zone.ts";
import { isSameContent } from "../item/same-content.ts";
import { hasDate, scheduleOf } from "../recurrence/schedule.ts";
import {
  isSameSetting,
  type SettingName,
  type SettingsChange,
  type SettingsPart,
  type StoredSettings,
  settingNames,
  settingsChange,
} from "../settings/stored-settings.ts";
import { mapSteps, type Steps } from "../steps.ts";
import type { ItemChange } from "./ledger.ts";
import { type Part, partsOfAll, possible, when } from "./undo-parts.ts";

/** A change, as needed for undoing it. */
export interface Undoable {
  readonly rev: number;
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
}

/** An item or setting that was changed again after the change to be undone. */
export interface UndoConflict {
  /** The change to be undone. */
  readonly rev: number;
  /** The item's id, or null for a setting. */
  readonly id: string | null;
  readonly setting?: SettingName;
  /** The item's; empty for a setting. */
  readonly text: string;
  /** Whether `text` came from a calendar file. */
  readonly imported?: true;
  /** Whether the item was erased, also from the trash. */
  readonly isGone: boolean;
}

interface ItemToBe {
  readonly current: StoredItem;
  readonly content: ItemContent;
  readonly isDeleted: boolean;
}

export interface UndoPlan {
  /** What must be stored; items that are already right are omitted. */
  readonly items: readonly ItemToBe[];
  /** The settings to restore, with their values. */
  readonly settings: SettingsPart;
  /** At most one per item and setting. Without `force`, nothing may be stored if there are any. */
  readonly conflicts: readonly UndoConflict[];
}

interface Now {
  readonly items: ReadonlyMap<string, StoredItem>;
  readonly settings: StoredSettings;
}

interface State {
  readonly content: ItemContent;
  readonly isDeleted: boolean;
}

/**
 * Plans undoing some changes. Walks them backwards: each must find its items as it left them, and restores the state before it.
 * Only content counts, not versions: a change that was undone and redone is no obstacle. An item that was floating when changed
 * and got the user's zone later counts as unchanged.
 * @param changes newest first, each with its contents
 * @param force undo what is still possible for an item changed since: the fields that still have the change's values. An added
 * item
 *   that was changed since stays. The halves of a split series are reverted together or not at all.
 */
export function* planUndo(changes: readonly Undoable[], now: Now, { force }: { force: boolean }): Steps<UndoPlan> {
  const states = new Map<string, State>();
  const inTheWay = new Map<string, UndoConflict>();
  let set = now.settings;
  for (const { rev, items, settings } of changes) {
    const block = (id: string, item: ItemContent, isGone: boolean) => {
      if (!inTheWay.has(id)) inTheWay.set(id, { rev, id, text: item.text, isGone, ...importedFlag(item) });
    };
    let setBefore = set;
    for (const setting of settingNames) {
      if (!settings || settings.after[setting] === undefined) continue;
      if (isSameSetting(settings.after[setting], set[setting]))
        setBefore = { ...setBefore, [setting]: settings.before[setting] ?? null };
      else if (!inTheWay.has(setting)) inTheWay.set(setting, { rev, id: null, setting, text: "", isGone: false });
    }
    const steps = yield* mapSteps(items, (item) => {
      const current = now.items.get(item.id);
      return { item, current, ...stepBack(item, states.get(item.id) ?? (current && stateOf(current)), set, setBefore) };
    });
    const torn = tornHalves(steps);
    for (const { item, current, state, isChanged, isWhole } of steps) {
      if (state && !torn.has(item.id)) states.set(item.id, state);
      const latest = current ?? item.after ?? item.before;
      if (latest && (force ? !isWhole : isChanged)) block(item.id, latest, !current);
    }
    set = setBefore;
  }
  const toBe = yield* mapSteps(states, ([id, state]) => {
    const current = now.items.get(id);
    return current && !isSame(state, stateOf(current)) ? [{ current, ...state }] : [];
  });
  const settings = settingsChange(now.settings, set)?.after ?? {};
  return { items: toBe.flat(), settings, conflicts: [...inTheWay.values()] };
}

const stateOf = (item: StoredItem): State => ({ content: item, isDeleted: item.deletedAtMs !== null });

const settled = ({ content, isDeleted }: State, zone: string | null): State => ({
  content: zone === null ? content : placeInZone(content, zone),
  isDeleted,
});

const isSame = (a: State, b: State): boolean => a.isDeleted === b.isDeleted && isSameContent(a.content, b.content);

/** One item, before one change. */
interface Step {
  /** Undefined if the item was erased. */
  readonly state: State | undefined;
  /** Whether it was changed again after the change. */
  readonly isChanged: boolean;
  /** Whether the change's effect on it is fully reverted, */
  readonly isWhole: boolean;
  /** or at least whether its trash state and its time are. */
  readonly isPlaceBack: boolean;
}

/**
 * @param state as left by later steps of the walk @param set the settings after the change @param setBefore the settings before
 * it
 */
function stepBack(item: ItemChange, state: State | undefined, set: StoredSettings, setBefore: StoredSettings): Step {
  const latest = item.after ?? item.before;
  if (!state || !latest) {
    const isNew = item.before === null;
    return { state, isChanged: true, isWhole: isNew, isPlaceBack: isNew };
  }
  const left = settled(stateOf(latest), set.timeZone);
  const isChanged = !isSame(state, left);
  const toBe = item.before ? settled(stateOf(item.before), setBefore.timeZone) : { ...left, isDeleted: true };
  const back = isChanged ? undoPart(state, left, toBe) : { state: item.before ? toBe : { ...state, isDeleted: true } };
  const isPlaceBack =
    back.state.isDeleted === toBe.isDeleted && (toBe.isDeleted || when.isSame(back.state.content, toBe.content));
  return { isWhole: true, ...back, isChanged, isPlaceBack };
}

/**
 * Reverts the parts that still are as the change left them. `isWhole` if that is all of them. An item in the trash is not
 * modified, and one changed since is not moved to the trash, because that would lose the later edits. For the same reason the dates of a
 * series stay where one that was changed since would not be among them; then what moved along with them stays, too.
 */
function undoPart(state: State, left: State, toBe: State): { state: State; isWhole: boolean } {
  const parts = partsOfAll(state.content, left.content, toBe.content);
  const changed = parts.filter((part) => !part.isSame(left.content, toBe.content));
  const isDeleted = left.isDeleted === state.isDeleted ? toBe.isDeleted : state.isDeleted;
  if (isDeleted && state.isDeleted) return { state, isWhole: changed.length === 0 && toBe.isDeleted };
  if (isDeleted) return { state, isWhole: false };
  const putBack = (some: readonly Part[]) =>
    some.reduce((content, part) => part.put(content, toBe.content), state.content);
  const asLeft = changed.filter((part) => part.isSame(left.content, state.content));
  const areDatesBack =
    !changed.includes(when) || (asLeft.includes(when) && !hidesDates(putBack(asLeft), state.content));
  const isApart = ({ date }: Part) => date === undefined || (isOn(left.content, date) && isOn(toBe.content, date));
  const free = areDatesBack ? asLeft : asLeft.filter((part) => part !== when && isApart(part));
  const put = putBack(free);
  const content = possible(put);
  const isWhole = changed.every((part) => free.includes(part) || part.isSame(state.content, toBe.content));
  return { state: { content, isDeleted }, isWhole: isWhole && content === put };
}

/** Whether a series would keep an exception that is no longer on one of its dates, as it is now. */
const hidesDates = (after: ItemContent, now: ItemContent): boolean =>
  Boolean(after.recurrence) &&
  Object.keys(after.exceptions ?? {}).some((date) => isOn(now, date) && !isOn(after, date));

function isOn(content: ItemContent, date: string): boolean {
  return Boolean(content.recurrence) && hasDate(scheduleOf(content.recurrence ?? "", content.date), date);
}

/**
 * Items of one change that are halves of a split series of which one cannot be reverted: reverting only the other would lose
 * the dates that moved over, or duplicate them. An imported series shares its UID only with its other half.
 */
function tornHalves(steps: readonly (Step & { readonly item: ItemChange })[]): ReadonlySet<string> {
  const halves = steps.filter(({ item }) => isCut(item) || isThere(item.before) !== isThere(item.after));
  const bySource = Map.groupBy(halves, ({ item }) => (item.after ?? item.before)?.imported?.uid);
  const torn = [...bySource.values()].filter(
    (group) => group.some(({ item }) => isCut(item)) && group.some(({ isPlaceBack }) => !isPlaceBack),
  );
  return new Set(torn.flat().map(({ item }) => item.id));
}

const isThere = (item: StoredItem | null) => item !== null && item.deletedAtMs === null;

/** Whether a series got another rule. */
function isCut({ before, after }: ItemChange): boolean {
  if (!before?.recurrence || !after?.recurrence) return false;
  return before.recurrence !== after.recurrence;
}
