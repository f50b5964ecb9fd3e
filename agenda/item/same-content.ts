import type { ItemContent } from "./item-content.ts";
import { isSameValue } from "./same-value.ts";

const comparedFields = [
  ...["text", "date", "startTime", "endDate", "endTime", "timeZone", "notes", "location", "url", "done"],
  ...["startsAtMs", "endsAtMs", "tags", "recurrence", "exceptions"],
] as readonly (keyof ItemContent)[];

/** Whether two say the same, field for field, tags in order. */
export function isSameContent(a: ItemContent, b: ItemContent): boolean {
  return comparedFields.every((field) => a[field] === b[field] || isSameValue(a[field], b[field]));
}
