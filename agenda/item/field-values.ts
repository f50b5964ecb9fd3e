import { type DetailName, detailNames, fields, type PlaceName } from "./fields.ts";
import type { EntryContent, ItemContent } from "./item-content.ts";
import { isSameValue } from "./same-value.ts";
import { short } from "./shorten.ts";

/** The item that the table tells of and the type are the same, or this does not compile. It stands here because the type reads the table's names. */
fields satisfies Readonly<Record<keyof ItemContent, unknown>>;

/** Some fields of an item, as they are. */
export function pick<T extends Pick<EntryContent, F>, F extends PlaceName>(from: T, names: readonly F[]): Pick<T, F> {
  const picked = {} as Pick<T, F>;
  for (const name of names) picked[name] = from[name];
  return picked;
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

/** The details that say anything. */
export const saidDetails = (item: Details): DetailName[] =>
  detailNames.filter((name) => !isSameValue(item[name], noDetails[name]));

/** "location: Lyon", "#work #urgent" or "no link": one detail, with its name where it does not show by itself. */
export function detailWords(item: Details, name: DetailName): string {
  const value = item[name];
  if (isSameValue(value, noDetails[name])) return `no ${fields[name].title}`;
  if (typeof value === "object" && value !== null) return short(value.map((tag) => `#${tag}`).join(" "));
  return `${fields[name].title}: ${short(String(value))}`;
}

/** Details in which two differ. */
export const differingDetails = (a: Details, b: Details): DetailName[] =>
  detailNames.filter((name) => !isSameValue(a[name], b[name]));
