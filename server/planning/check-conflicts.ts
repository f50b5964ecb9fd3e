import type { StoredItem } from "../../agenda/item/item-content.ts";
import { shorten } from "../../agenda/item/shorten.ts";
import { answerSpan } from "../../agenda/planning/answer-span.ts";
import type { Placed, Placing } from "../../agenda/planning/conflicts.ts";
import { hoursAround } from "../../agenda/planning/day-hours.ts";
import { answerConflict, findConflicts, hiddenText, type TimeConflict } from "../../agenda/planning/find-conflicts.ts";
import { freeStretches, slotsBesides } from "../../agenda/planning/free-time.ts";
import { isHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type { Conflict, FreeSlot } from "../../contract/operations/planning.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Said } from "../../messages/said.ts";
import type { UserId } from "../caller.ts";
import { readBusyTime, readItemsAtIn } from "../entries/planned-entries.ts";
import { inSlices } from "../in-slices.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { hiddenTags } from "../storage/visibility.ts";
import { type PlanningSettings, planningSettingsOf } from "./planning-settings.ts";

/** What a write reports about overlaps; empty if there are none. */
export interface ConflictAnswer {
  readonly conflicts?: Conflict[];
  readonly checkedUntil?: string;
  readonly moreConflicts?: true;
}

interface Taking {
  readonly userId: UserId;
  readonly placing: Placing;
  /** Refuse instead of reporting. */
  readonly avoid: boolean | undefined;
  /** Whether there may be several, so that each conflict says which one it concerns. */
  readonly areMany?: boolean;
  /** Whether they are new, so that they do not exist if the write is rolled back. */
  readonly areNew?: boolean;
  /** Whether they move together, so that conflicts between them are not new. */
  readonly areTogether?: boolean;
}

const most = limits.conflicts + 1;

/**
 * What overlaps items that were just written, under the user's lock. One statement, and none for items that take no time.
 * @throws TimeTaken if conflicts are to be avoided; the write is then rolled back
 */
export async function checkConflicts(locked: Locked, taking: Taking): Promise<ConflictAnswer> {
  return conflictsWith(await readThere(locked, taking), locked, taking);
}

/** What may overlap the placed items, except themselves. */
export async function readThere(
  { tx }: Locked,
  { userId, placing: { placed } }: Pick<Taking, "userId" | "placing">,
): Promise<StoredItem[]> {
  const ids = [...new Set(placed.flatMap(({ entry, isAlone }) => (isAlone ? [] : entry.item.id)))];
  return readItemsAtIn(tx, userId, { spans: placed.map(({ span }) => span), except: ids, most });
}

/** Like `checkConflicts`, for what `readThere` has read. */
export async function conflictsWith(
  there: readonly StoredItem[],
  locked: Locked,
  { placing, ...how }: Omit<Taking, "userId">,
): Promise<ConflictAnswer> {
  const { placed, ...checked } = placing;
  const clashes = await inSlices(findConflicts(placed, there, { areTogether: how.areTogether ?? false, most }));
  if (clashes.length === 0) return checked;
  if (how.avoid) throw new TimeTaken(clashes, locked, how);
  const answered = tell(clashes, locked, how.areMany ?? false);
  return { conflicts: answered, ...checked, ...(clashes.length > answered.length && { moreConflicts: true }) };
}

const isHidden = (clash: TimeConflict | undefined) => clash !== undefined && isHiddenBy(hiddenTags(), clash.with.item);

function tell(clashes: readonly TimeConflict[], { timeZone }: Pick<Locked, "timeZone">, areMany: boolean): Conflict[] {
  return clashes.slice(0, limits.conflicts).map((clash) => {
    const { index, ...conflict } = answerConflict(clash, timeZone ?? "UTC", isHidden(clash));
    return areMany ? { index, ...conflict } : conflict;
  });
}

/** A write that was rolled back because its time is taken. */
class TimeTaken extends Error {
  readonly clashes: readonly TimeConflict[];
  readonly locked: Omit<Locked, "tx">;
  readonly areMany: boolean;
  readonly areNew: boolean;
  constructor(
    clashes: readonly TimeConflict[],
    { tx: _, ...locked }: Locked,
    { areMany = false, areNew = false }: Pick<Taking, "areMany" | "areNew">,
  ) {
    super("The time is taken.");
    this.clashes = clashes;
    this.locked = locked;
    this.areMany = areMany;
    this.areNew = areNew;
  }
}

/**
 * Runs a write that may be rolled back because its time is taken. The nearest free times are computed afterwards, so that
 * writes waiting for the user's lock do not wait for that too.
 * @throws AgendaError("time_taken") with the conflicts and the nearest free times
 */
export async function orFreeSlots<T>(userId: UserId, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof TimeTaken)) throw thrown;
    const { clashes, locked, areMany, areNew } = thrown;
    const own = new Set(clashes.map(({ placed }) => placed.entry.item.id));
    const conflicts = tell(clashes, locked, areMany).map(({ id, ...conflict }) =>
      // A rolled back item has no id.
      id === undefined || (areNew && own.has(id)) ? conflict : { id, ...conflict },
    );
    const freeSlots = await findFreeSlots(userId, thrown);
    throw new AgendaError("time_taken", refusalWords(clashes, freeSlots.length > 0), {
      conflicts,
      freeSlots,
      isFromOutside: Boolean(clashes[0]?.with.item.imported) && !isHidden(clashes[0]),
      words: personWords(clashes),
    });
  }
}

function refusalWords(clashes: readonly TimeConflict[], hasSlots: boolean): string {
  const others = clashes.length > limits.conflicts ? `at least ${limits.conflicts}` : clashes.length - 1;
  const more = clashes.length > 1 ? ` and ${others} more` : "";
  const slots = hasSlots ? "freeSlots are the nearest free times." : "No free time of that length is near.";
  const [first] = clashes;
  const text = isHidden(first) ? hiddenText : shorten(first?.with.content.text ?? "", 100);
  return `‘${text}’${more} is in that time. ${slots} Without avoidConflicts it is stored all the same.`;
}

/** The same for the person, from whom nothing is hidden: they may have accepted what a program proposed. */
const personWords = ([first, ...others]: readonly TimeConflict[]): Said => ({
  key: "problems.timeTaken",
  values: { name: shorten(first?.with.content.text ?? "", 100), hasOthers: String(others.length > 0) },
});

/** Number of items per call for which free times are computed. */
const mostSuggested = 3;
const daysAround = 7;

async function findFreeSlots(userId: UserId, { clashes, locked, areMany }: TimeTaken): Promise<FreeSlot[]> {
  const planning = planningSettingsOf(locked.settings);
  const refused = [...new Map(clashes.map(({ placed }) => [placed.index, placed])).values()].slice(0, mostSuggested);
  const slots: FreeSlot[] = [];
  for (const placed of refused) {
    const { before, after } = await slotsFor(locked, userId, planning, placed);
    const index = areMany ? { index: placed.index } : {};
    for (const slot of [before, after])
      if (slot) slots.push({ ...index, ...answerSpan(slot, locked.timeZone ?? "UTC") });
  }
  return slots;
}

async function slotsFor(
  { nowMs, timeZone: zone }: Pick<Locked, "timeZone" | "nowMs">,
  userId: UserId,
  planning: PlanningSettings,
  { span, entry: { item, content, occurrence }, isAlone }: Placed,
) {
  const timeZone = zone ?? "UTC";
  const lengthMinutes =
    content.endTime === null ? planning.usualMinutes : Math.ceil((span.endsAtMs - span.startsAtMs) / 60_000);
  if (lengthMinutes > limits.freeTimeLongestMinutes || lengthMinutes < 1)
    return { before: undefined, after: undefined };
  const date = dateIn(span.startsAtMs, timeZone);
  const [from, to] = [addDays(date, -daysAround), addDays(date, daysAround)];
  const question = {
    ...{ from, to, timeZone, lengthMinutes },
    hours: hoursAround(span.startsAtMs, lengthMinutes, planning.hours, timeZone),
    gapBeforeMinutes: 0,
    gapAfterMinutes: 0,
    // An item in the past is not moved into the future.
    notBeforeMs: span.startsAtMs < nowMs ? 0 : nowMs,
  };
  const ignore = { id: item.id, ...(isAlone && occurrence && { occurrence }) };
  const how = { usualMinutes: planning.usualMinutes, ignore };
  const busy = await readBusyTime(userId, { first: from, last: to, timeZone }, how);
  return slotsBesides(freeStretches(question, busy), question, span.startsAtMs);
}
