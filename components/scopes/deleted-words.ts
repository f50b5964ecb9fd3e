import type { Item, Scope } from "../../contract/fields/item.ts";

/** "Standup deleted.", and how many of it. */
export function wordsOfDeleted({ text, occurrence }: Item, scope: Scope): string {
  if (occurrence === undefined || scope === "this") return `${text} deleted.`;
  return scope === "all" ? `All of ${text} deleted.` : `${text} and all after it deleted.`;
}
