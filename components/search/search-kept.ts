import { readSearch } from "../../agenda/search/search-query.ts";
import { foldWords } from "../../agenda/search/search-text.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type KeptAgenda, readKept } from "../device/device-store.ts";
import { tellAge } from "../device/keep-agenda.ts";
import { type Asked, isFiltered } from "./asked.ts";
import { type Found, nothingFound } from "./found.ts";

/**
 * Searches this device's kept copy.
 * @returns undefined if nothing of this user is kept
 * @throws AgendaError if the words cannot be searched for
 */
export async function searchKept(scope: string, asked: Asked): Promise<Found | undefined> {
  const kept = await readKept();
  if (kept?.scope !== scope) return undefined;
  tellAge(kept);
  return findIn(kept, asked);
}

/** Every kept item that contains all the words, by day. */
export function findIn({ loaded }: Pick<KeptAgenda, "loaded">, asked: Asked): Found {
  const { q, tag, state, door } = asked;
  if (!q.trim() && !isFiltered(asked)) return nothingFound;
  const words = q.trim() ? readSearch(q) : [];
  const isFound = (item: Item) =>
    (!tag.trim() || item.tags?.includes(tag.trim())) &&
    (!state || item.done === (state === "done")) &&
    (!door || item.createdBy === door) &&
    hasWords(item, words);
  const items = loaded.items.filter(isFound).sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  return { ...nothingFound, items };
}

/** No word spans two fields. */
function hasWords({ text, location = "", tags = [], notes = "" }: Item, words: readonly string[]): boolean {
  const fields = [text, location, ...tags, notes].map(foldWords);
  return words.every((word) => fields.some((field) => field.includes(word)));
}

const placeOf = ({ date, startTime = "", id }: Item): string => `${date} ${startTime} ${id}`;
