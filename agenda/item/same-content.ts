import { comparedNames } from "./fields.ts";
import type { ItemContent } from "./item-content.ts";
import { isSameValue } from "./same-value.ts";

/** Whether two items are equal, field by field, tags in order. */
export function isSameContent(a: ItemContent, b: ItemContent): boolean {
  return comparedNames.every((field) => a[field] === b[field] || isSameValue(a[field], b[field]));
}
