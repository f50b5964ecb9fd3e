import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Answer } from "../sync/api-client.ts";

/** "Standup deleted.", and how many of it. */
export function wordsOfDeleted({ text, occurrence }: Item, scope: Scope): string {
  if (occurrence === undefined || scope === "this") return `${text} deleted.`;
  return scope === "all" ? `All of ${text} deleted.` : `${text} and all after it deleted.`;
}

/**
 * What a change of many occurrences did, in the server's words, and what to know about the others.
 * @param day formats a date with its weekday
 */
export function wordsOfChanged(
  { change, earlier, dropped = [] }: Pick<Answer<"updateItemById">, "change" | "earlier" | "dropped">,
  day: (date: string) => string,
): string {
  const named = dropped.slice(0, 2).map(day);
  const more = dropped.length > named.length ? [`${dropped.length - named.length} more`] : [];
  const days = [...named, ...more].join(", ").replace(/, ([^,]*)$/, " and $1");
  return [
    change && `${change.summary}.`,
    earlier && "Those before stay as they were.",
    dropped.length > 0 && `What differed on ${days} is no longer in it.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The differing fields, except whether it is done. */
export function differenceOf({ differs, done }: Pick<Item, "differs" | "done">): string {
  const own = done ? "done" : "not done";
  return (differs ?? "")
    .split("; ")
    .filter((part) => part !== own)
    .join("; ");
}
