import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type FieldName, fieldNames } from "../sync/entry-key.ts";
import type { Patch } from "../sync/pending-writes.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { lengthMsOf, momentOf, movedEnd, type Wall, wallOf } from "../time/wall-in-zone.ts";

/** An item as the panel's form fields: strings only, empty if absent. Times are in the item's own zone. */
export type Draft = { readonly [F in FieldName]: Held<NonNullable<NewItem[F]>> };
type Held<T> = T extends boolean ? boolean : T extends readonly string[] ? readonly string[] : string;

export function draftOf(item: Item): Draft {
  return Object.fromEntries(
    fieldNames.map((name) => [name, item[name] ?? (name === "tags" || name === "reminders" ? [] : "")]),
  ) as unknown as Draft;
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

/** Only the changed fields, null where cleared. Times are sent together, so that the server moves none by itself. */
export function patchOf(item: Item, draft: Draft): Patch {
  const saved = draftOf(item);
  const changed = new Set(changedFields(saved, draft));
  if (["date", "startTime", "endTime", "endDate"].some((name) => changed.has(name as FieldName))) {
    changed.add("date");
    changed.add("startTime");
    if (draft.startTime && (draft.endTime || saved.endTime)) changed.add("endTime");
    if (draft.endDate || saved.endDate) changed.add("endDate");
  }
  if (!draft.startTime || !draft.endTime) changed.delete("endTimeZone");
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
    patch[name] =
      isCleared && name !== "text" && name !== "date" ? null : name === "url" ? wholeLink(draft.url) : value;
  }
  return patch as Patch;
}

/** A draft as a new single item. */
export function fieldsOf(draft: Draft): NewItem {
  const { text, date, done, tags, reminders: _, recurrence: __, ...others } = draft;
  const rest = { ...others, url: wholeLink(others.url) };
  const needs: Readonly<Record<string, string>> = { timeZone: draft.startTime, endTimeZone: draft.endTime };
  const said = Object.entries(rest).filter(([name, value]) => value !== "" && needs[name] !== "");
  return {
    text,
    date,
    ...(done && { done }),
    ...(tags.length > 0 && { tags: [...tags] }),
    reminders: [...remindersOf(draft)],
    ...Object.fromEntries(said),
  };
}

/** A link as typed, "figma.com/file/varda", made complete. */
const wholeLink = (url: string): string =>
  /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#]|$)/u.test(url) ? `https://${url}` : url;

/** Its reminders as they will be saved: an item without a start keeps only those with a time of day. */
export const remindersOf = ({ startTime, reminders }: Pick<Draft, "startTime" | "reminders">): readonly string[] =>
  startTime ? reminders : reminders.filter((each) => each.includes(":"));

/**
 * Changing the start moves the end, keeping the length; an untimed item gets the default length.
 * @param own the reader's zone, used if the item has none
 */
export function withStart(draft: Draft, startTime: string, own: string, usualMinutes: number): Draft {
  // Past midnight is not a second day.
  if (!startTime) return { ...draft, startTime, endTime: "", endDate: endsWithinADay(draft) ? "" : draft.endDate };
  if (draft.date && !draft.startTime && !draft.endTime && !draft.endDate) {
    const end = wallOf(momentOf({ date: draft.date, time: startTime }, "UTC") + usualMinutes * 60_000, "UTC");
    return { ...draft, startTime, endTime: end.time, endDate: end.date === draft.date ? "" : end.date };
  }
  return { ...draft, startTime, ...endFrom(draft, { date: draft.date, time: startTime }, own) };
}

/**
 * Changing the date moves the last day, and an end in another zone.
 * @param was the date so far, if it was emptied meanwhile
 */
export function withDate(draft: Draft, date: string, own: string, was = draft.date): Draft {
  if (!date || !was) return { ...draft, date };
  if (draft.endTimeZone && draft.endTime)
    return { ...draft, date, ...endFrom({ ...draft, date: was }, { date, time: draft.startTime }, own) };
  if (!draft.endDate) return { ...draft, date };
  return { ...draft, date, endDate: addDays(date, daysBetween(was, draft.endDate)) };
}

/** Whether its end is less than a day after its start, in the same zone: then the end's time says which day it is on. */
export const endsWithinADay = ({ date, startTime, endDate, endTime, endTimeZone }: Draft): boolean =>
  date !== "" && !endTimeZone && (!endDate || (endDate === addDays(date, 1) && endTime !== "" && endTime <= startTime));

function endFrom(draft: Draft, start: Wall, own: string): Partial<Draft> {
  const end = movedEnd(draft, start, own);
  return end ? { endTime: end.time, endDate: end.date === start.date ? "" : end.date } : {};
}

/** Minutes from start to end; undefined if one is missing or they are in the wrong order. */
export function lengthMinutes(draft: Draft, own: string): number | undefined {
  const minutes = (lengthMsOf(draft, own) ?? 0) / 60_000;
  return minutes > 0 ? minutes : undefined;
}
