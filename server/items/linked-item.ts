import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { foundOccurrences } from "../../agenda/search/found-occurrences.ts";
import { dateRangeIn } from "../../agenda/time/date-range.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import type { getItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { findItem } from "../storage/items/items.ts";
import { findPerson } from "../storage/people/users.ts";
import { getItemById } from "./get-item-by-id.ts";

/**
 * The item of a link, as the page shows items: for a repeating one an occurrence, if the link names none the next from today,
 * or the last if there is none.
 * @throws AgendaError("item_not_found")
 */
export async function linkedItem(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const whole = await getItemById(caller, input);
  if (!whole.item.recurrence || whole.item.occurrence) return whole;
  const [series, person] = await Promise.all([findItem(caller.userId, input.id), findPerson(caller.userId)]);
  const readIn = person.timeZone ?? "UTC";
  const window = dateRangeIn(firstDate, lastDate, readIn);
  const onceFrom = dateIn(Date.now(), readIn);
  const [entry] = series ? foundOccurrences(series, { window, readIn, limit: 1 }, { words: [], onceFrom }) : [];
  return entry ? { item: answerEntry(entry, { t: caller.t, readIn }) } : whole;
}
