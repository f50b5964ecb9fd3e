import { weekdayOf } from "../../../agenda/time/dates.ts";
import type { Item } from "../../../contract/fields/item.ts";

let made = 0;

/** An item as the server returns it, in UTC by default. */
export function item(fields: Partial<Item> & Pick<Item, "text">): Item {
  made += 1;
  const date = fields.date ?? "2026-11-25";
  const at = "2026-11-20T08:00:00Z";
  const zone = fields.startTime ? { timeZone: fields.timeZone ?? "UTC" } : {};
  const base = { id: `item${String(made).padStart(8, "0")}`, date, weekday: weekdayOf(date), done: false, version: 1 };
  return { ...base, createdAt: at, updatedAt: at, createdBy: "web", ...zone, ...fields };
}
