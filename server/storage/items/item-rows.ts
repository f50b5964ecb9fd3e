import { pick } from "../../../agenda/item/field-values.ts";
import { type FieldName, fieldNames, fields, placeNames } from "../../../agenda/item/fields.ts";
import type { ItemContent, StoredItem } from "../../../agenda/item/item-content.ts";
import { searchTextOf } from "../../../agenda/search/search-text.ts";
import { storedReachOf } from "../../../agenda/series/stored-series.ts";
import { type Item as ItemRow, Prisma } from "../generated/client.ts";

/** The columns for an item's content and for finding it by text and by date, so that no write can forget the latter. */
function toRow(content: ItemContent) {
  const reach = storedReachOf(content);
  const said = pick(content, placeNames);
  return {
    ...said,
    recurrence: content.recurrence ?? null,
    exceptions: content.exceptions ? (content.exceptions as Prisma.InputJsonObject) : Prisma.DbNull,
    // An imported item stays marked, whoever changes it afterwards: nothing removes this.
    ...(content.imported && { imported: content.imported as unknown as Prisma.InputJsonObject }),
    reachFrom: reach?.from ?? null,
    reachTo: reach?.to ?? null,
    tags: [...said.tags],
    reminders: [...said.reminders],
    searchText: searchTextOf(content),
    startsAt: toDate(content.startsAtMs),
    endsAt: toDate(content.endsAtMs),
  };
}

/** The columns that may change after creation, with their types, for statements that take many rows as one JSON text. */
type Column = (typeof fields)[FieldName]["column"] | "reachFrom" | "reachTo" | "searchText" | "deletedAt";
type Computed = keyof ReturnType<typeof toRow> | "deletedAt";
const entries: readonly (readonly [Column & keyof ItemRow & Computed, string])[] = [
  ...fieldNames.map((name) => [fields[name].column, fields[name].type] as const),
  ...([
    ["reachFrom", "text"],
    ["reachTo", "text"],
    ["searchText", "text"],
    ["deletedAt", "timestamptz"],
  ] as const),
];
export const jsonColumns = entries.map(([column]) => `"${column}"`).join(", ");
export const jsonTypes = entries.map(([column, type]) => `"${column}" ${type}`).join(", ");

/** The same columns for a statement that takes one row as parameters, with their placeholders. @param first the number of the first */
export const columnParameters = (first: number) =>
  entries.map(([column], at) => [`"${column}"`, `$${first + at}`] as const);

/** An item as the parameters of such a statement. */
export function columnValues(item: StoredItem): unknown[] {
  const row = toJsonRow(item);
  return entries.map(([column]) => row[column]);
}

/** An item for a statement that takes many. */
export function toJsonRow(item: StoredItem): Readonly<Record<"id" | Column, unknown>> {
  const { exceptions, imported = null } = item;
  return { ...toRow(item), id: item.id, exceptions, imported, deletedAt: toDate(item.deletedAtMs) };
}

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
