import type { ItemContent, StoredItem } from "../../agenda/item-content.ts";
import { searchTextOf } from "../../agenda/search-text.ts";
import type { Item as ItemRow } from "./generated/client.ts";

/** Between a row of the database and what the agenda works with: dates become milliseconds, nothing else changes. */
export function fromRow(row: ItemRow): StoredItem {
  return {
    id: row.id,
    ...contentOf(row),
    startsAtMs: row.startsAt?.getTime() ?? null,
    endsAtMs: row.endsAt?.getTime() ?? null,
    version: row.version,
    createdBy: row.createdBy,
    createdAtMs: row.createdAt.getTime(),
    updatedAtMs: row.updatedAt.getTime(),
    deletedAtMs: row.deletedAt?.getTime() ?? null,
  };
}

/** The columns of what an item says, and what it is found by: no write can forget that. */
export function toRow(content: ItemContent) {
  return {
    ...contentOf(content),
    tags: [...content.tags],
    searchText: searchTextOf(content),
    startsAt: toDate(content.startsAtMs),
    endsAt: toDate(content.endsAtMs),
  };
}

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function contentOf<T extends Omit<ItemContent, "startsAtMs" | "endsAtMs">>(from: T) {
  const { text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done } = from;
  return { text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done };
}
