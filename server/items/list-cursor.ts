import { z } from "zod";
import { readSearch } from "../../agenda/search/search-query.ts";
import { requireDate } from "../../agenda/time/require-date.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import { Door, ItemId } from "../../contract/fields/item.ts";
import { PlainDate } from "../../contract/fields/time.ts";
import { limits } from "../../contract/limits.ts";
import type { Input, listItems } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";

/** Cursors come from clients: text that the contract would refuse is refused here too. */
const clean = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));
export const Word = clean(2 * limits.search);

/** The contents of a cursor: window, filters, order, and the last item of the previous page. */
const Cursor = z.strictObject({
  from: PlainDate,
  to: PlainDate,
  timeZone: z.string(),
  timeZoneSource: z.enum(["request", "settings", "unknown"]),
  done: z.boolean().optional(),
  tag: clean(100).optional(),
  createdBy: Door.optional(),
  q: Word.optional(),
  corrected: z
    .array(z.strictObject({ word: Word, taken: Word }))
    .max(limits.searchWords)
    .optional(),
  /** By relevance, then by nearness to this date: the day on which the first page was read. Absent: by time. */
  nearTo: PlainDate.optional(),
  /** A search without both ends of its window returns each series once: the first occurrence from this date on. */
  onceFrom: PlainDate.optional(),
  after: z
    .union([
      z.strictObject({ startsAtMs: z.int().min(-1e13).max(1e13), id: ItemId, occurrence: PlainDate.optional() }),
      z.strictObject({ date: PlainDate, id: ItemId, occurrence: PlainDate.optional() }),
      z.strictObject({ rank: z.int().min(0).max(1e7), id: ItemId }),
    ])
    .optional(),
});
export type ListCursor = z.output<typeof Cursor>;

export function writeCursor(cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws AgendaError("invalid_input") if it is invalid, or contradicts fields sent with it */
export function readCursor(text: string, beside: Input<typeof listItems>): ListCursor {
  const cursor = parse(text);
  const sent = { ...beside, timeZone: beside.timeZone && requireTimeZone(beside.timeZone, ["timeZone"]) };
  for (const field of ["from", "to", "timeZone", "done", "tag", "createdBy", "q", "order"] as const) {
    const made = field === "order" ? (cursor.nearTo === undefined ? "time" : "relevance") : cursor[field];
    if (sent[field] !== undefined && sent[field] !== made)
      throw wrongField(
        [field],
        `The cursor was made with another ${field}. Send the cursor alone, or start anew without it.`,
      );
  }
  return cursor;
}

function parse(text: string): ListCursor {
  try {
    const cursor = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    requireDate(cursor.from, ["cursor"]);
    requireDate(cursor.to, ["cursor"]);
    if (cursor.after && "date" in cursor.after) requireDate(cursor.after.date, ["cursor"]);
    if (cursor.after && "occurrence" in cursor.after && cursor.after.occurrence)
      requireDate(cursor.after.occurrence, ["cursor"]);
    if (cursor.q !== undefined) readSearch(cursor.q);
    if (cursor.onceFrom !== undefined) requireDate(cursor.onceFrom, ["cursor"]);
    if (cursor.nearTo !== undefined) requireDate(cursor.nearTo, ["cursor"]);
    const isRanked = cursor.nearTo !== undefined;
    if ((isRanked && cursor.q === undefined) || (cursor.after && "rank" in cursor.after !== isRanked))
      throw new Error();
    return { ...cursor, timeZone: requireTimeZone(cursor.timeZone, ["cursor"]) };
  } catch {
    throw wrongField(["cursor"], "This is no cursor of this agenda. Send nextCursor of the page before, unchanged.");
  }
}
