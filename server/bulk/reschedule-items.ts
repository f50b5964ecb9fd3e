import { applyEntryPatch } from "../../agenda/item/apply-patch.ts";
import type { EntryContent, ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { type Move, movedPlaces } from "../../agenda/planning/conflicts.ts";
import { movedRecurrence } from "../../agenda/series/series-edits.ts";
import { patchAll } from "../../agenda/series/series-patches.ts";
import { partsOf } from "../../agenda/series/stored-series.ts";
import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { checkWeekday, requireDate } from "../../agenda/time/require-date.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import type { rescheduleItems as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { checkConflicts, orFreeSlots } from "../planning/check-conflicts.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { requirePreview } from "../write/confirmation.ts";
import { executeWrite } from "../write/execute-write.ts";
import { type Edit, editsOf, finish } from "./many-items.ts";
import { prepareSelection, type Select } from "./selection.ts";

/** Moves many items and occurrences by days, or all to one date. Their local times and lengths stay. */
export async function rescheduleItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const target = readTarget(input);
  const first = await prepareSelection(caller, input);
  const work = async (locked: Locked, select: Select) => {
    const edit = moveTo(target, locked.timeZone);
    const selected = await select(locked);
    const edited = await inSlices(editsOf(selected, edit));
    requirePreview(caller, input, edited.length, "move");
    const { answer, ...done } = await finish(locked, caller, selected, edited, edit);
    const after = new Map(done.changes?.map((change) => [change.id, change.after]));
    const moves = edited.flatMap(({ entry, next }): Move[] => {
      const item = after.get(entry.item.id);
      return item && next ? [{ before: entry, item, content: next }] : [];
    });
    const conflictAnswer = await checkConflicts(locked, {
      ...{ userId: caller.userId, avoid: input.avoidConflicts, areMany: true, areTogether: "days" in target },
      placing: await inSlices(movedPlaces(moves, { nowMs: locked.nowMs, readIn: locked.timeZone ?? "UTC" })),
    });
    const items = truncateToBudget(answer.items, conflictAnswer);
    return { ...done, answer: { ...answer, items, ...conflictAnswer } };
  };
  return orFreeSlots(caller.userId, () =>
    executeWrite(caller, { operation: "rescheduleItems", input }, work, { first }),
  );
}

type Target = { readonly days: number } | { readonly date: string };

/** @throws AgendaError("invalid_input") */
function readTarget({ days, date, weekday }: Input<typeof contract>): Target {
  if ((days === undefined) === (date === undefined))
    throw new AgendaError("invalid_input", "Say where to: send either days or date.");
  if (days !== undefined && weekday !== undefined)
    throw wrongField(["weekday"], "A weekday checks a date. Send it with date, or leave it out.");
  if (date === undefined) return { days: days ?? 0 };
  requireDate(date, ["date"]);
  checkWeekday(date, weekday, ["weekday"]);
  return { date };
}

function moveTo(target: Target, personZone: string | null): Edit {
  // The date is one of the person's; an item in another zone may start on another there.
  const readDate = ({ date, startsAtMs }: EntryContent) =>
    startsAtMs === null ? date : dateIn(startsAtMs, personZone ?? "UTC");
  const daysOf = (content: EntryContent) =>
    "days" in target ? target.days : daysBetween(readDate(content), target.date);
  return {
    verb: "moved",
    entry: ({ item, content }) =>
      applyEntryPatch(content, { date: movedDate(item.id, content.date, daysOf(content)) }, personZone, []),
    whole: (item) => moveSeries(item, target, personZone),
  };
}

function movedDate(id: string, from: string, days: number): string {
  const to = addDays(from, days);
  if (to >= firstDate && to <= lastDate) return to;
  throw wrongField(
    ["days"],
    `The item ${id} would start on ${to}; the agenda takes dates from ${firstDate} to ${lastDate}.`,
    { key: "add-line.outside" },
  );
}

/** A whole series n days later: "every Monday" becomes "every Tuesday", and its exceptions move along. */
function moveSeries(item: StoredItem, target: Target, personZone: string | null): ItemContent {
  const parts = partsOf(item);
  if (!parts) throw new Error("A single item was taken for a series.");
  if ("date" in target)
    throw wrongField(["date"], `The item ${item.id} repeats: a whole series moves by days, not to one date.`);
  if (movedRecurrence(parts.content, target.days) === null)
    throw wrongField(
      ["days"],
      `The rule of the item ${item.id} names days of the month or the year, so it cannot move by days. Use updateItemById with scope all and a new recurrence.`,
    );
  const date = movedDate(item.id, item.date, target.days);
  const { content, dropped } = patchAll(parts, null, { date }, personZone, { areMovedAlong: true });
  if (dropped.length === 0) return content;
  throw wrongField(
    ["days"],
    `Moved by ${target.days} days, the item ${item.id} has no date for what was changed or cancelled on ${dropped.slice(0, 5).join(", ")}. Use updateItemById with scope all, which drops that and says so.`,
  );
}
