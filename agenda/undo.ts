import type { ItemContent, StoredItem } from "./item-content.ts";
import { isSameContent, settleInZone } from "./item-rules.ts";
import type { ItemChange, SettingsChange } from "./ledger.ts";
import { markOf } from "./outside.ts";
import { isSameValue } from "./same-value.ts";
import {
  isSameSetting,
  type SettingName,
  type SettingsPart,
  type StoredSettings,
  settingNames,
  settingsChange,
} from "./settings.ts";
import { settingTitles } from "./settings-words.ts";

/** A change as far as undoing it is concerned. */
export interface Undoable {
  readonly rev: number;
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
}

/** Something that says something else now than the change that is to be undone left it saying. */
export interface InTheWay {
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
  readonly inTheWay: readonly InTheWay[];
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
 *   the change wrote
 */
export function planUndo(changes: readonly Undoable[], now: Now, { force }: { force: boolean }): UndoPlan {
  const states = new Map<string, State>();
  const inTheWay = new Map<string, InTheWay>();
  let set = now.settings;
  for (const { rev, items, settings } of changes) {
    const block = (id: string, item: ItemContent, isGone = false) => {
      if (!inTheWay.has(id)) inTheWay.set(id, { rev, id, text: item.text, isGone, ...markOf(item) });
    };
    let setBefore = set;
    for (const setting of settingNames) {
      if (!settings || settings.after[setting] === undefined) continue;
      if (isSameSetting(settings.after[setting], set[setting]))
        setBefore = { ...setBefore, [setting]: settings.before[setting] ?? null };
      else if (!inTheWay.has(setting))
        inTheWay.set(setting, { rev, id: null, setting, text: settingTitles[setting], isGone: false });
    }
    for (const item of items) {
      const current = now.items.get(item.id);
      const told = item.after ?? item.before;
      if (!told) continue;
      if (!current) {
        if (!force || item.before !== null) block(item.id, told, true);
        continue;
      }
      const state = states.get(item.id) ?? stateOf(current);
      const left = settled(stateOf(told), set.timeZone);
      const toBe = item.before && settled(stateOf(item.before), setBefore.timeZone);
      if (isSame(state, left)) states.set(item.id, toBe ?? { ...state, isDeleted: true });
      else {
        const parted = undoPart(state, left, toBe);
        states.set(item.id, parted.state);
        if (!force || !parted.isWhole) block(item.id, current);
      }
    }
    set = setBefore;
  }
  const toBe = [...states].flatMap(([id, state]) => {
    const current = now.items.get(id);
    return current && !isSame(state, stateOf(current)) ? [{ current, ...state }] : [];
  });
  const settings = settingsChange(now.settings, set)?.after ?? {};
  return { items: toBe, settings, inTheWay: [...inTheWay.values()] };
}

const stateOf = (item: StoredItem): State => ({ content: item, isDeleted: item.deletedAtMs !== null });

const settled = ({ content, isDeleted }: State, zone: string | null): State => ({
  content: zone === null ? content : settleInZone(content, zone),
  isDeleted,
});

const isSame = (a: State, b: State): boolean => a.isDeleted === b.isDeleted && isSameContent(a.content, b.content);

/**
 * Fields that only make sense together are undone together: a rule with when the item is, because its date must match. Exceptions are
 * undone one by one, each by its date. Every field of an item stands here: the compiler sees to it.
 */
const groups: Readonly<Record<Exclude<keyof ItemContent, "exceptions">, string>> = {
  text: "text",
  date: "when",
  startTime: "when",
  endDate: "when",
  endTime: "when",
  timeZone: "when",
  startsAtMs: "when",
  endsAtMs: "when",
  recurrence: "when",
  notes: "notes",
  location: "location",
  url: "url",
  tags: "tags",
  done: "done",
  imported: "imported",
};
const fields = Object.keys(groups) as (keyof typeof groups)[];
const groupNames = [...new Set(Object.values(groups))];

/** Puts back what still is as the change left it. `isWhole` when that is all of it. An item in the trash is not written on. */
function undoPart(state: State, left: State, toBe: State | null): { state: State; isWhole: boolean } {
  if (toBe === null) return { state: { ...state, isDeleted: true }, isWhole: true };
  const isDeleted = left.isDeleted === state.isDeleted ? toBe.isDeleted : state.isDeleted;
  const parts = partsOfAll(state.content, left.content, toBe.content);
  const changed = parts.filter((part) => !part.isSame(left.content, toBe.content));
  if (isDeleted && state.isDeleted) return { state, isWhole: changed.length === 0 && toBe.isDeleted };
  const free = changed.filter((part) => part.isSame(left.content, state.content));
  const put = free.reduce((content, part) => part.put(content, toBe.content), state.content);
  const content = possible(put);
  const isWhole = changed.every((part) => free.includes(part) || part.isSame(state.content, toBe.content));
  return {
    state: { content, isDeleted },
    isWhole: isWhole && content === put && isDeleted === toBe.isDeleted,
  };
}

/** What of an item is put back by itself. */
interface Part {
  isSame(a: ItemContent, b: ItemContent): boolean;
  put(onto: ItemContent, from: ItemContent): ItemContent;
}

function partsOfAll(...contents: readonly ItemContent[]): Part[] {
  const dates = new Set(contents.flatMap(({ exceptions }) => Object.keys(exceptions ?? {})));
  return [...groupNames.map(fieldsPart), ...[...dates].map(exceptionPart)];
}

function fieldsPart(name: string): Part {
  const own = fields.filter((field) => groups[field] === name);
  return {
    isSame: (a, b) => own.every((field) => isSameValue(a[field], b[field])),
    put: (onto, from) => ({ ...onto, ...Object.fromEntries(own.map((field) => [field, from[field] ?? null])) }),
  };
}

function exceptionPart(date: string): Part {
  return {
    isSame: (a, b) => isSameValue(a.exceptions?.[date], b.exceptions?.[date]),
    put: (onto, from) => {
      const { [date]: _, ...others } = onto.exceptions ?? {};
      const exception = from.exceptions?.[date];
      const exceptions = exception === undefined ? others : { ...others, [date]: exception };
      return { ...onto, exceptions: Object.keys(exceptions).length === 0 ? null : exceptions };
    },
  };
}

/** Parts of several states put together: a single item has no exceptions, and a series is not done as a whole. */
function possible(content: ItemContent): ItemContent {
  if (content.recurrence) return content.done ? { ...content, done: false } : content;
  return content.exceptions ? { ...content, exceptions: null } : content;
}
