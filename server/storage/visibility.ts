import { AsyncLocalStorage } from "node:async_hooks";
import { oncePerProcess } from "../once-per-process.ts";

const hiding = oncePerProcess("hiddenTags", () => new AsyncLocalStorage<readonly string[]>());

/** The tags whose items are hidden from the current caller, as the person wrote them; usually empty. */
export const hiddenTags = (): readonly string[] => hiding().getStore() ?? [];

/**
 * Runs work for a program from which items with some tags are hidden: every statement in it reads the item table without them. So
 * no code has to remember to leave them out, now or later.
 * @see docs/decisions/0281-hidden-items.md
 */
export const withHidden = <T>(tags: readonly string[], work: () => Promise<T>): Promise<T> => hiding().run(tags, work);

/** Runs work that also counts hidden items, because they take time and space: the answer must reveal nothing else of them. */
export const withNothingHidden = <T>(work: () => Promise<T>): Promise<T> => hiding().run([], work);

const ofDates = "'$.*.changed.tags[*] ? (@ == $hidden[*])'";
/** Lower-cases the whole JSON: no path or escape in it has upper case. */
const folded = (json: string) => `lower(${json}::text)::jsonb`;
/**
 * Joined into one text, as no tag has a line break: a subquery per row would cost more. One function folds both sides: a tag
 * spelled the same is hidden however the database lower-cases its letters.
 */
const foldedTags = (tags: string) => `string_to_array(lower(array_to_string(${tags}, E'\\n')), E'\\n')`;
const varsOf = (tags: string) => `jsonb_build_object('hidden', to_jsonb(${foldedTags(`${tags}::text[]`)}))`;

/** Whether a row of the table of items is hidden (agenda/programs/hidden-items.ts). @param tags such as "$3" */
const isHiddenSql = (tags: string): string =>
  `(${foldedTags('"Item".tags')} && ${foldedTags(`${tags}::text[]`)} OR "Item".exceptions IS NOT NULL AND jsonb_path_exists(${folded('"Item".exceptions')}, ${ofDates}, ${varsOf(tags)}))`;

/**
 * Whether an item of a change in the ledger, as JSON, is hidden: it was before or after the change, or is now. "FROM ONLY" is not
 * replaced by `visibleOnly`: this looks for hidden items.
 */
export const isChangeHiddenSql = (item: string, userId: string, tags: string): string =>
  `(jsonb_path_exists(${folded(item)}, '$.*.tags[*] ? (@ == $hidden[*])', ${varsOf(tags)})
    OR jsonb_path_exists(${folded(item)}, '$.*.exceptions.*.changed.tags[*] ? (@ == $hidden[*])', ${varsOf(tags)})
    OR EXISTS (SELECT 1 FROM ONLY "Item" WHERE "userId" = ${userId} AND id = ${item} ->> 'id' AND ${isHiddenSql(tags)}))`;

/**
 * Whether a ledger entry is wholly hidden from a program with hidden tags: every item is hidden, or they are no longer kept, so
 * that this cannot be checked. @param userId,tags such as "$1"
 */
export const isEntryHiddenSql = (userId: string, tags: string): string =>
  `(items IS NULL OR settings IS NULL AND items <> '[]' AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(items) AS each (item)
    WHERE NOT ${isChangeHiddenSql("item", userId, tags)}))`;

const readsItems = /(?<!DELETE )\b(FROM|JOIN) "Item"/g;

/** A statement as sent: if anything is hidden, with the item table replaced by its visible rows. */
export function visibleOnly(text: string, values: readonly unknown[]): [text: string, values: readonly unknown[]] {
  const tags = hiddenTags();
  if (tags.length === 0) return [text, values];
  const visible = `(SELECT * FROM ONLY "Item" WHERE NOT ${isHiddenSql(`$${values.length + 1}`)}) AS "Item"`;
  const replaced = text.replaceAll(readsItems, `$1 ${visible.replaceAll("$", "$$$$")}`);
  return replaced === text ? [text, values] : [replaced, [...values, tags]];
}
