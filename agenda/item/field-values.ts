import type { Translator } from "../../messages/translator.ts";
import { type DetailName, detailNames, fields, type PlaceName, whenNames } from "./fields.ts";
import type { EntryContent, ItemContent, StoredWhen, WallTimes } from "./item-content.ts";
import { remindersWords } from "./reminder-words.ts";
import { isSameValue } from "./same-value.ts";
import { short } from "./shorten.ts";

/** Fails to compile if the table and the type have different fields. Placed here because the type uses the table's names. */
fields satisfies Readonly<Record<keyof ItemContent, unknown>>;

type Said<F extends PlaceName> = { readonly [Name in F]?: EntryContent[Name] | undefined };

/** Some fields of an item. Rows and ledger entries older than a field lack it: it is empty then. */
export function pick<F extends PlaceName>(from: Said<F>, names: readonly F[]): Pick<EntryContent, F> {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? emptyOf(name)])) as unknown as Pick<
    EntryContent,
    F
  >;
}

function emptyOf(name: PlaceName): null | readonly [] {
  const field = fields[name];
  return "empty" in field ? field.empty : null;
}

/** The times of an exception from how they are stored, and back. */
export const whenOf = (stored: StoredWhen): WallTimes => pick(stored, whenNames);
export function storedWhen(wall: WallTimes): StoredWhen {
  const { endTimeZone, ...when } = pick(wall, whenNames);
  return endTimeZone === null ? when : { ...when, endTimeZone };
}

export type Details = Pick<EntryContent, DetailName>;
type Sent = { readonly [F in DetailName]?: Details[F] | null | undefined };

export const noDetails = Object.fromEntries(
  detailNames.map((name) => [name, fields[name].empty]),
) as unknown as Details;

/** Details after a write: only what is sent changes, null clears. Does not compile for an input that lacks one. */
export function detailsAfter<S extends Sent>(sent: DetailName extends keyof S ? S : never, current: Details): Details {
  const after = detailNames.map((name) => [
    name,
    sent[name] === undefined ? current[name] : (sent[name] ?? noDetails[name]),
  ]);
  return Object.fromEntries(after);
}

/** The details that have a value. */
export const saidDetails = (item: Details): DetailName[] =>
  detailNames.filter((name) => !isSameValue(item[name], noDetails[name]));

/** "location: Lyon", "#work #urgent" or "no link": one detail, with its name unless it is obvious. */
export function detailWords(item: Details, name: DetailName, t: Translator): string {
  if (isSameValue(item[name], noDetails[name])) return t("history.noField", { field: name });
  if (name === "reminders")
    return short(t("history.fieldIs", { field: name, value: remindersWords(item.reminders, t) }));
  const value = name === "tags" ? item.tags.map((tag) => `#${tag}`).join(" ") : String(item[name]);
  return t("history.fieldIs", { field: name, value: short(value) });
}

/** The details in which two items differ. */
export const differingDetails = (a: Details, b: Details): DetailName[] =>
  detailNames.filter((name) => !isSameValue(a[name], b[name]));
