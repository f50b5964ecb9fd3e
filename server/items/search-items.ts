import { readSearch } from "../../agenda/search/search-query.ts";
import { searchVersion, spellPlainly } from "../../agenda/search/search-text.ts";
import { halvesOf, isForgiven, nearestWord, patternsNear } from "../../agenda/search/typo-correction.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import type { Person } from "../storage/people/users.ts";
import { writeSearchTexts } from "../storage/search/search-texts.ts";
import { findNear, isAnywhere, type Place } from "../storage/search/searches.ts";

/** A word that nothing holds, and the one that was taken instead. */
export interface Correction {
  readonly word: string;
  readonly taken: string;
}

/** Makes sure that a person's older items can be found: a search that misses them would be a lie. */
export async function prepareSearch(userId: UserId, person: Person): Promise<void> {
  if (person.searchVersion < searchVersion) await writeSearchTexts(userId);
}

/** What must be found, in plain spelling; with the corrections, if any. @throws AgendaError("invalid_input") */
export function wordsOf(query: string, corrected: readonly Correction[] = []): string[] {
  const taken = new Map(corrected.map((correction) => [correction.word, correction.taken]));
  return readSearch(query).map((word) => spellPlainly(taken.get(word) ?? word));
}

/**
 * Forgives one typing error in each word that nothing on the whole agenda holds. A word that something holds stays: where two are
 * only never found together, nothing was typed wrong.
 */
export async function correct(userId: UserId, query: string, place: Place = "agenda"): Promise<Correction[]> {
  const corrected: Correction[] = [];
  for (const word of readSearch(query).filter(isForgiven)) {
    if (await isAnywhere(userId, spellPlainly(word), place)) continue;
    const near = await findNear(userId, halvesOf(word), patternsNear(word), place);
    const taken = await inSlices(nearestWord(word, near));
    if (taken !== undefined) corrected.push({ word, taken });
  }
  return corrected;
}
