import { addDays, checkWeekday, requireDate } from "../../agenda/dates.ts";
import type { StoredItem } from "../../agenda/item-content.ts";
import { settlePatch } from "../../agenda/item-rules.ts";
import { firstDate, lastDate } from "../../contract/limits.ts";
import type { rescheduleItems as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { carryOut } from "./carry-out.ts";
import { requirePreview } from "./confirmation.ts";
import { changesOf, doneWith, storeChanges } from "./many-items.ts";
import { prepareSelection } from "./selection.ts";

/** Moves many items by days, or all to one date. Their times and lengths on the wall stay. */
export async function rescheduleItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const dateFor = readTarget(input);
  const select = await prepareSelection(caller, input);
  return carryOut(caller, { operation: "rescheduleItems", input }, async (locked) => {
    const selected = await select(locked);
    const next = (item: StoredItem) => settlePatch(item, { date: dateFor(item) }, locked.timeZone, []);
    const changes = changesOf(selected, next);
    requirePreview(input, changes.length, "move");
    return doneWith(selected, await storeChanges(locked, caller, changes), locked.timeZone);
  });
}

/** Which date an item shall start on. @throws AgendaError("invalid_input"), also when it would leave the agenda's dates */
function readTarget({ days, date, weekday }: Input<typeof contract>): (item: StoredItem) => string {
  if ((days === undefined) === (date === undefined))
    throw new AgendaError("invalid_input", "Say where to: send either days or date.");
  if (weekday !== undefined && date === undefined)
    throw wrongField(["weekday"], "A weekday checks a date. Send it with date, or leave it out.");
  if (date !== undefined) {
    requireDate(date, ["date"]);
    checkWeekday(date, weekday, ["weekday"]);
    return () => date;
  }
  return ({ id, date: from }) => {
    const to = addDays(from, days ?? 0);
    if (to >= firstDate && to <= lastDate) return to;
    throw wrongField(
      ["days"],
      `The item ${id} would start on ${to}; the agenda takes dates from ${firstDate} to ${lastDate}.`,
    );
  };
}
