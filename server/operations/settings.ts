import { isSameContent, settleInZone } from "../../agenda/item-rules.ts";
import type { ItemChange } from "../../agenda/ledger.ts";
import { requireTimeZone } from "../../agenda/zones.ts";
import type {
  Input,
  Output,
  getSettings as readContract,
  updateSettings as writeContract,
} from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findFloatingIn, replaceItem } from "../storage/items.ts";
import { findPerson, setTimeZoneIn } from "../storage/users.ts";
import type { Locked } from "../storage/write.ts";
import { carryOut, type Done } from "./carry-out.ts";
import { makeChange } from "./change.ts";

type Answered = Output<typeof readContract>;

const settings = (timeZone: string | null): Answered =>
  timeZone === null ? { timeZone: "UTC", timeZoneSource: "unknown" } : { timeZone, timeZoneSource: "settings" };

/** Reads the person's settings. */
export async function getSettings(caller: Caller): Promise<Answered> {
  return settings((await findPerson(caller.userId)).timeZone);
}

/** Sets the person's zone. Timed items stay in the zone they were made in; those that floated get this one. */
export async function updateSettings(
  caller: Caller,
  input: Input<typeof writeContract>,
): Promise<Output<typeof writeContract>> {
  const timeZone = requireTimeZone(input.timeZone, ["timeZone"]);
  return carryOut(caller, { operation: "updateSettings", input }, (locked) => setTimeZone(locked, caller, timeZone));
}

/**
 * Takes the zone that a browser told at sign-in, if none is known yet. What is no zone is passed over: nobody typed it.
 * @param told the cookie's value, as it came
 */
export async function learnTimeZone(caller: Caller, told: string | undefined): Promise<void> {
  if (!told || (await findPerson(caller.userId)).timeZone !== null) return;
  const timeZone = readZone(told);
  if (timeZone)
    await makeChange(caller, async (locked) => {
      if (locked.timeZone !== null) return { result: null, changes: null };
      const { changes, settings } = await setTimeZone(locked, caller, timeZone);
      return { result: null, changes, ...(settings && { settings: { ...settings, learned: true } }) };
    });
}

function readZone(told: string): string | null {
  try {
    return requireTimeZone(told, ["timeZone"]);
  } catch {
    return null;
  }
}

async function setTimeZone(locked: Locked, caller: Caller, timeZone: string): Promise<Done<Answered>> {
  const answer = settings(timeZone);
  if (locked.timeZone === timeZone) return { answer, changes: null };
  await setTimeZoneIn(locked.tx, caller.userId, timeZone);
  const floating = locked.timeZone === null ? await findFloatingIn(locked.tx, caller.userId) : [];
  const changes: ItemChange[] = [];
  for (const before of floating) {
    const content = settleInZone(before, timeZone);
    if (isSameContent(before, content)) continue;
    const after = await replaceItem(locked.tx, caller.userId, before, { content, atMs: locked.nowMs });
    if (before.deletedAtMs === null) changes.push({ id: before.id, kind: "updated", before, after });
  }
  return { answer, changes, settings: { before: { timeZone: locked.timeZone }, after: { timeZone } } };
}
