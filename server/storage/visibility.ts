import { AsyncLocalStorage } from "node:async_hooks";

const key = Symbol.for("agenda.hiddenTags");
const store = globalThis as { [key]?: AsyncLocalStorage<readonly string[]> };
const hiding = (): AsyncLocalStorage<readonly string[]> => {
  store[key] ??= new AsyncLocalStorage();
  return store[key];
};

/** The tags whose items do not exist for whoever is being answered, as the person wrote them; empty for most. */
export const hiddenTags = (): readonly string[] => hiding().getStore() ?? [];

/**
 * Runs work for a program from which items with some tags are hidden: every statement in it reads the table of items without
 * them. So nothing has to remember to leave them out, and what is written later leaves them out too.
 * @see docs/decisions/0281-hidden-items.md
 */
export const withHidden = <T>(tags: readonly string[], work: () => Promise<T>): Promise<T> => hiding().run(tags, work);

/** Runs work that counts hidden items too, because they take time and room: nothing of them may be answered but that. */
export const withNothingHidden = <T>(work: () => Promise<T>): Promise<T> => hiding().run([], work);

const ofDates = "'$.*.changed.tags[*] ? (@ == $hidden[*])'";
/** In lower case as a whole: no path and no escape of JSON has another. */
const folded = (json: string) => `lower(${json}::text)::jsonb`;
/**
 * As one text, which no tag has a line break in: a subquery for each row would cost more. Both sides are folded here, by one function: a tag
 * that is written alike is hidden whatever the database makes of its letters.
 */
const foldedTags = (tags: string) => `string_to_array(lower(array_to_string(${tags}, E'\\n')), E'\\n')`;
const varsOf = (tags: string) => `jsonb_build_object('hidden', to_jsonb(${foldedTags(`${tags}::text[]`)}))`;

/** Whether a row of the table of items is hidden (agenda/programs/hidden-items.ts). @param tags such as "$3" */
export const isHiddenSql = (tags: string): string =>
  `(${foldedTags('"Item".tags')} && ${foldedTags(`${tags}::text[]`)} OR "Item".exceptions IS NOT NULL AND jsonb_path_exists(${folded('"Item".exceptions')}, ${ofDates}, ${varsOf(tags)}))`;

/**
 * Whether an item of a change in the ledger, as JSON, is hidden: it was before or after, or is today.
 * "FROM ONLY" is not what `visibleOnly` replaces: hidden items are looked for here.
 */
export const isChangeHiddenSql = (item: string, userId: string, tags: string): string =>
  `(jsonb_path_exists(${folded(item)}, '$.*.tags[*] ? (@ == $hidden[*])', ${varsOf(tags)})
    OR jsonb_path_exists(${folded(item)}, '$.*.exceptions.*.changed.tags[*] ? (@ == $hidden[*])', ${varsOf(tags)})
    OR EXISTS (SELECT 1 FROM ONLY "Item" WHERE "userId" = ${userId} AND id = ${item} ->> 'id' AND ${isHiddenSql(tags)}))`;

/**
 * Whether nothing of a ledger entry is seen by a program from which something is hidden: every item is, or they are no longer kept, so that nobody can
 * tell. @param userId,tags such as "$1"
 */
export const isEntryHiddenSql = (userId: string, tags: string): string =>
  `(items IS NULL OR settings IS NULL AND items <> '[]' AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(items) AS each (item)
    WHERE NOT ${isChangeHiddenSql("item", userId, tags)}))`;

const readsItems = /(?<!DELETE )\b(FROM|JOIN) "Item"/g;

/** A statement as it is sent: if anything is hidden, with the table of items replaced by those that are not. */
export function visibleOnly(text: string, values: readonly unknown[]): [text: string, values: readonly unknown[]] {
  const tags = hiddenTags();
  if (tags.length === 0) return [text, values];
  const visible = `(SELECT * FROM ONLY "Item" WHERE NOT ${isHiddenSql(`$${values.length + 1}`)}) AS "Item"`;
  const replaced = text.replaceAll(readsItems, `$1 ${visible.replaceAll("$", "$$$$")}`);
  return replaced === text ? [text, values] : [replaced, [...values, tags]];
}
