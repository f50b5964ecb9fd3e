import { readSearch } from "../../agenda/search/search-query.ts";
import { searchVersion, spellPlainly } from "../../agenda/search/search-text.ts";
import { halvesOf, isForgiven, nearestWord, patternsNear } from "../../agenda/search/typo-correction.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import type { Person } from "../storage/people/users.ts";
import { writeSearchTexts } from "../storage/search/search-texts.ts";
import { findNear, isAnywhere, type Place } from "../storage/search/searches.ts";

/** A word without matches, and the one used instead. */
export interface Correction {
  readonly word: string;
  readonly taken: string;
}

/** Ensures that a user's older items can be found: a search must not silently miss them. */
export async function prepareSearch(userId: UserId, person: Person): Promise<void> {
  if (person.searchVersion < searchVersion) await writeSearchTexts(userId);
}

/** The words to find, in plain spelling, with any corrections applied. @throws AgendaError("invalid_input") */
export function wordsOf(query: string, corrected: readonly Correction[] = []): string[] {
  const taken = new Map(corrected.map((correction) => [correction.word, correction.taken]));
  return readSearch(query).map((word) => spellPlainly(taken.get(word) ?? word));
}

/**
 * Corrects one typo in each word that occurs nowhere in the agenda (or the trash). A word that occurs stays: if two words
 * merely never occur together, nothing was mistyped.
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
