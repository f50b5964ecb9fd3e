import { answerEntry, answerItem } from "../../agenda/entries/answer-item.ts";
import { occurrenceEntry } from "../../agenda/entries/entry.ts";
import { requireOccurrence } from "../../agenda/series/occurrences.ts";
import { seriesOf } from "../../agenda/series/stored-series.ts";
import type { getItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { findItem } from "../storage/items/items.ts";
import { findPerson } from "../storage/people/users.ts";
import { requireItem } from "./existing-item.ts";
import { occurrenceOfSingle } from "./series-scope.ts";

/** Reads one item in full, or one occurrence of a repeating one. */
export async function getItemById(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const [found, person] = await Promise.all([findItem(caller.userId, input.id), findPerson(caller.userId)]);
  const item = requireItem(found);
  const readIn = person.timeZone ?? "UTC";
  if (input.occurrence === undefined) return { item: answerItem(item, { t: caller.t, readIn }) };
  const series = seriesOf(item);
  if (series === null) throw occurrenceOfSingle();
  const occurrence = requireOccurrence(series, input.occurrence, ["occurrence"]);
  return { item: answerEntry(occurrenceEntry(item, occurrence), { t: caller.t, readIn }) };
}
