import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";

/** "Standup deleted.", and its scope. */
export function wordsOfDeleted({ text, occurrence }: Item, scope: Scope, t: Translator): string {
  return t("scopes.deleted", { text, scope: occurrence === undefined ? "this" : scope });
}
