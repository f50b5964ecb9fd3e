import { addDays, daysBetween, weekdayOf } from "../../agenda/time/dates.ts";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { momentOf, movedEnd } from "../time/wall-in-zone.ts";
import type { Sent } from "./api-client.ts";
import { isReached, keyOf } from "./entry-key.ts";

export type NewItem = Sent<"createItems">["items"][number];
export type Patch = Omit<Sent<"updateItemById">, "id" | "version" | "occurrence" | "scope" | "reset">;

/**
 * A write that the server has not answered yet, of the entry with this key. The list shows it immediately, and rolls it back if
 * refused.
 */
export type Pending = { readonly key: string } & (
  | { readonly kind: "put"; readonly item: Item }
  | { readonly kind: "patch"; readonly of: string; readonly patch: Patch }
  | { readonly kind: "remove"; readonly of: Item; readonly scope: Scope }
);

/** What the list shows: the known items with every pending write applied. */
export function withPending(items: readonly Item[], pending: readonly Pending[], timeZone: string): readonly Item[] {
  return pending.reduce((shown, write) => {
    if (write.kind === "put") return [...shown.filter((item) => keyOf(item) !== keyOf(write.item)), write.item];
    if (write.kind === "remove") return shown.filter((item) => !isReached(item, write.of, write.scope));
    return shown.map((item) => (keyOf(item) === write.of ? patched(item, write.patch, timeZone) : item));
  }, items);
}

/** An item as it will look once the server has stored it. */
export function itemToBe(id: string, fields: NewItem, timeZone: string): Item {
  const now = new Date().toISOString();
  const base = { id, date: fields.date, weekday: weekdayOf(fields.date), done: false, version: 1 };
  const meta = { createdAt: now, updatedAt: now, createdBy: "web" as const };
  const zone = fields.startTime ? { timeZone } : {};
  return patched({ ...base, ...meta, ...zone, text: fields.text }, fields, timeZone);
}

export function patched(item: Item, patch: Patch, timeZone: string): Item {
  const next: Record<string, unknown> = { ...item, ...patch };
  const isEndSent = patch.endTime !== undefined || patch.endDate !== undefined || patch.endTimeZone !== undefined;
  const start = { date: patch.date ?? item.date, time: patch.startTime ?? item.startTime ?? "" };
  const isMoved = patch.startTime ? patch.endTime === undefined : patch.date && item.endTimeZone && !isEndSent;
  const end = isMoved ? movedEnd(item, start, timeZone) : undefined;
  if (end) Object.assign(next, { endTime: end.time, endDate: end.date === start.date ? null : end.date });
  else if (patch.date && patch.endDate === undefined && item.endDate)
    next.endDate = addDays(patch.date, daysBetween(item.date, item.endDate));
  // Its description comes with the answer.
  if (patch.recurrence !== undefined && patch.recurrence !== item.recurrence) delete next.recurrenceText;
  for (const [name, value] of Object.entries(next)) if (value === null) delete next[name];
  return withMoments(next as Item, timeZone);
}

function withMoments(item: Item, readIn: string): Item {
  const { startsAt: _s, endsAt: _e, local: _l, ...rest } = item;
  const placed = { ...rest, weekday: weekdayOf(item.date) };
  if (!item.startTime) return placed;
  const zone = item.timeZone ?? readIn;
  const startMs = momentOf({ date: item.date, time: item.startTime }, zone);
  const startsAt = new Date(startMs).toISOString();
  if (!item.endTime) return { ...placed, startsAt };
  const endMs = momentOf({ date: item.endDate ?? item.date, time: item.endTime }, item.endTimeZone ?? zone);
  return { ...placed, startsAt, endsAt: new Date(endMs).toISOString() };
}
