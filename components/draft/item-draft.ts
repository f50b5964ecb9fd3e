import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Patch } from "../sync/pending-writes.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { minuteOf, timeAt } from "../time/clock-words.ts";

/** An item as the panel's form fields: strings only, empty if absent. Times are in the item's own zone. */
export type Draft = { readonly [F in FieldName]: Held<NonNullable<NewItem[F]>> };
type Held<T> = T extends boolean ? boolean : T extends readonly string[] ? readonly string[] : string;

/** Every field that a user can set: a part of the panel that misses one does not compile. */
export type FieldName = Exclude<keyof NewItem, "weekday" | "endWeekday">;

export function draftOf(item: Item): Draft {
  const { text, date, endDate = "", startTime = "", endTime = "", timeZone = "" } = item;
  const { recurrence = "", location = "", url = "", tags = [], notes = "", done } = item;
  return { text, date, endDate, startTime, endTime, timeZone, recurrence, location, url, tags, notes, done };
}

/** Which fields differ from the saved item. */
export function changedFields(saved: Draft, draft: Draft): FieldName[] {
  return (Object.keys(draft) as FieldName[]).filter((name) => String(saved[name]) !== String(draft[name]));
}

/** Moves a draft onto a newer version of the item: edited fields stay, the others follow. */
export function rebased(saved: Draft, draft: Draft, newer: Draft): Draft {
  const written = changedFields(saved, draft).map((name) => [name, draft[name]]);
  return { ...newer, ...Object.fromEntries(written) };
}

/** Only the changed fields, null where cleared. Times are sent together, so that the server moves none on its own. */
export function patchOf(item: Item, draft: Draft): Patch {
  const saved = draftOf(item);
  const changed = new Set(changedFields(saved, draft));
  if (["date", "startTime", "endTime", "endDate"].some((name) => changed.has(name as FieldName))) {
    changed.add("date");
    changed.add("startTime");
    if (draft.startTime && (draft.endTime || saved.endTime)) changed.add("endTime");
    if (draft.endDate || saved.endDate) changed.add("endDate");
  }
  if (!draft.startTime) {
    changed.delete("timeZone");
    if (!saved.startTime) changed.delete("startTime");
    // An end without a start is sent, so that the server can report the error.
    if (!draft.endTime && (saved.startTime || !saved.endTime)) changed.delete("endTime");
  }
  const patch: Record<string, unknown> = {};
  for (const name of changed) {
    const value = draft[name];
    const isCleared = Array.isArray(value) ? value.length === 0 : value === "";
    // An empty title or date is sent as it is, so that the server can report the error.
    patch[name] = isCleared && name !== "text" && name !== "date" ? null : value;
  }
  return patch as Patch;
}

/** A draft as a new single item. */
export function fieldsOf(draft: Draft): NewItem {
  const { text, date, done, tags, recurrence: _, ...rest } = draft;
  const said = Object.entries(rest).filter(([name, value]) => value !== "" && (name !== "timeZone" || draft.startTime));
  return {
    text,
    date,
    ...(done && { done }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...Object.fromEntries(said),
  };
}

/** Changing the start moves the end, keeping the length. */
export function withStart(draft: Draft, startTime: string): Draft {
  if (!startTime) return { ...draft, startTime, endTime: "" };
  if (!draft.startTime || !draft.endTime) return { ...draft, startTime };
  const moved = minuteOf(draft.endTime) + minuteOf(startTime) - minuteOf(draft.startTime);
  const days = Math.floor(moved / 1440);
  const endTime = timeAt(moved - days * 1440);
  const endDate = days === 0 ? draft.endDate : addDays(draft.endDate || draft.date, days);
  return { ...draft, startTime, endTime, endDate: endDate === draft.date ? "" : endDate };
}

/** Changing the date moves the last day too. */
export function withDate(draft: Draft, date: string): Draft {
  if (!draft.endDate || !date || !draft.date) return { ...draft, date };
  const days = Math.round((Date.parse(draft.endDate) - Date.parse(draft.date)) / 86_400_000);
  return { ...draft, date, endDate: addDays(date, days) };
}

/** Minutes from start to end in local time; undefined if one is missing or they are in the wrong order. */
export function lengthMinutes({ date, endDate, startTime, endTime }: Draft): number | undefined {
  if (!date || !startTime || !endTime) return undefined;
  const days = endDate ? Math.round((Date.parse(endDate) - Date.parse(date)) / 86_400_000) : 0;
  const minutes = days * 1440 + minuteOf(endTime) - minuteOf(startTime);
  return minutes > 0 ? minutes : undefined;
}
