import { z } from "zod";
import { requireDate } from "../../agenda/dates.ts";
import { requireTimeZone } from "../../agenda/zones.ts";
import { ItemId } from "../../contract/item.ts";
import type { Input, listItems } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import { PlainDate } from "../../contract/time.ts";

/** What a cursor remembers: the window, the filters, and the last item of the page before. */
const Cursor = z.strictObject({
  from: PlainDate,
  to: PlainDate,
  timeZone: z.string(),
  timeZoneSource: z.enum(["request", "settings", "unknown"]),
  done: z.boolean().optional(),
  tag: z.string().max(100).optional(),
  after: z
    .union([
      z.strictObject({ startsAtMs: z.int().min(-1e13).max(1e13), id: ItemId }),
      z.strictObject({ date: PlainDate, id: ItemId }),
    ])
    .optional(),
});
export type ListCursor = z.output<typeof Cursor>;

export function writeCursor(cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws AgendaError("invalid_input") when it is none of ours, or contradicts what is sent beside it */
export function readCursor(text: string, beside: Input<typeof listItems>): ListCursor {
  const cursor = parse(text);
  for (const field of ["from", "to", "timeZone", "done", "tag"] as const) {
    if (beside[field] !== undefined && beside[field] !== cursor[field])
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
    return { ...cursor, timeZone: requireTimeZone(cursor.timeZone, ["cursor"]) };
  } catch {
    throw wrongField(["cursor"], "This is no cursor of this agenda. Send nextCursor of the page before, unchanged.");
  }
}
