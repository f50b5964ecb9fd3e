import { importedFlag } from "../item/imported-flag.ts";
import type { ItemContent, StoredItem } from "../item/item-content.ts";
import { placeInZone } from "../item/place-in-zone.ts";
import { isSameContent } from "../item/same-content.ts";
import { settingTitles } from "../settings/settings-words.ts";
import {
  isSameSetting,
  type SettingName,
  type SettingsChange,
  type SettingsPart,
  type StoredSettings,
  settingNames,
  settingsChange,
} from "../settings/stored-settings.ts";
import type { ItemChange } from "./ledger.ts";
import { partsOfAll, possible, when } from "./undo-parts.ts";

/** A change as far as undoing it is concerned. */
export interface Undoable {
  readonly rev: number;
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
}

/** Something that says something else now than the change that is to be undone left it saying. */
export interface UndoConflict {
  /** The change that is to be undone. */
  readonly rev: number;
  /** The item, or null for one of the person's settings. */
  readonly id: string | null;
  readonly setting?: SettingName;
  readonly text: string;
  /** Whether `text` came from a calendar file. */
  readonly imported?: true;
  /** Whether the item is not even in the trash any more. */
  readonly isGone: boolean;
}

export interface ItemToBe {
  readonly current: StoredItem;
  readonly content: ItemContent;
  readonly isDeleted: boolean;
}

export interface UndoPlan {
  /** What has to be stored; items that are as they should be already are not among them. */
  readonly items: readonly ItemToBe[];
  /** The settings that should be something else than they are, and what. */
  readonly settings: SettingsPart;
  /** At most one for each item and each setting. Without `force`, nothing may be stored when there are any. */
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
 * What undoing some changes comes to. Walks them backwards: each must find its items as it left them, and leaves them as it found
 * them. Only what an item says counts, not how often it was written: a change that was undone and redone is no obstacle.
 * Items that floated when a change was made, and were put into the person's zone when that was learnt, count as the same.
 * @param changes newest first, each with its contents
 * @param force whether to undo what can be undone of a change whose item says something else now: the fields that still say what
 *   the change wrote. An item that was added and changed since stays. Of a series that was split, both halves go back or neither.
 */
export function planUndo(changes: readonly Undoable[], now: Now, { force }: { force: boolean }): UndoPlan {
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
      else if (!inTheWay.has(setting))
        inTheWay.set(setting, { rev, id: null, setting, text: settingTitles[setting], isGone: false });
    }
    const steps = items.map((item) => {
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
  const toBe = [...states].flatMap(([id, state]) => {
    const current = now.items.get(id);
    return current && !isSame(state, stateOf(current)) ? [{ current, ...state }] : [];
  });
  const settings = settingsChange(now.settings, set)?.after ?? {};
  return { items: toBe, settings, conflicts: [...inTheWay.values()] };
}

const stateOf = (item: StoredItem): State => ({ content: item, isDeleted: item.deletedAtMs !== null });

const settled = ({ content, isDeleted }: State, zone: string | null): State => ({
  content: zone === null ? content : placeInZone(content, zone),
  isDeleted,
});

const isSame = (a: State, b: State): boolean => a.isDeleted === b.isDeleted && isSameContent(a.content, b.content);

/** One item, before one change. */
interface Step {
  /** Undefined where the item is gone for good. */
  readonly state: State | undefined;
  /** Whether it says something else now than the change left it saying. */
  readonly isChanged: boolean;
  /** Whether all that the change did to it is taken back, */
  readonly isWhole: boolean;
  /** or at least whether it is in the trash, and when it is. */
  readonly isPlaceBack: boolean;
}

/** @param state as later changes of the walk leave it @param set the settings after the change @param setBefore and before it */
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
 * Puts back what still is as the change left it. `isWhole` when that is all of it. An item in the trash is not written on, and one
 * that says something else now does not go there: what was written since would go with it.
 */
function undoPart(state: State, left: State, toBe: State): { state: State; isWhole: boolean } {
  const parts = partsOfAll(state.content, left.content, toBe.content);
  const changed = parts.filter((part) => !part.isSame(left.content, toBe.content));
  const isDeleted = left.isDeleted === state.isDeleted ? toBe.isDeleted : state.isDeleted;
  if (isDeleted && state.isDeleted) return { state, isWhole: changed.length === 0 && toBe.isDeleted };
  if (isDeleted) return { state, isWhole: false };
  const free = changed.filter((part) => part.isSame(left.content, state.content));
  const put = free.reduce((content, part) => part.put(content, toBe.content), state.content);
  const content = possible(put);
  const isWhole = changed.every((part) => free.includes(part) || part.isSame(state.content, toBe.content));
  return { state: { content, isDeleted }, isWhole: isWhole && content === put };
}

/**
 * Items of one change that are the halves of a split series, where one of them would not go back: the other alone would lose the
 * dates that went over to it, or have them twice. What came from a calendar file has its name in common with its other half only.
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
