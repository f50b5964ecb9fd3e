import { isSameContent, settleInZone } from "../../agenda/item-rules.ts";
import type { ItemChange, SettingsChange } from "../../agenda/ledger.ts";
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
import { makeChange } from "./change.ts";

const settings = (timeZone: string | null) =>
  timeZone === null
    ? { timeZone: "UTC", timeZoneSource: "unknown" as const }
    : { timeZone, timeZoneSource: "settings" as const };

/** Reads the person's settings. */
export async function getSettings(caller: Caller): Promise<Output<typeof readContract>> {
  return settings((await findPerson(caller.userId)).timeZone);
}

/** Sets the person's zone. Timed items stay in the zone they were made in; those that floated get this one. */
export async function updateSettings(
  caller: Caller,
  input: Input<typeof writeContract>,
): Promise<Output<typeof writeContract>> {
  return setTimeZone(caller, requireTimeZone(input.timeZone, ["timeZone"]), { onlyIfUnknown: false });
}

/**
 * Takes the zone that a browser told at sign-in, if none is known yet. What is no zone is passed over: nobody typed it.
 * @param told the cookie's value, as it came
 */
export async function learnTimeZone(caller: Caller, told: string | undefined): Promise<void> {
  if (!told || (await findPerson(caller.userId)).timeZone !== null) return;
  const timeZone = readZone(told);
  if (timeZone) await setTimeZone(caller, timeZone, { onlyIfUnknown: true });
}

function readZone(told: string): string | null {
  try {
    return requireTimeZone(told, ["timeZone"]);
  } catch {
    return null;
  }
}

async function setTimeZone(caller: Caller, timeZone: string, { onlyIfUnknown }: { onlyIfUnknown: boolean }) {
  const { result, change } = await makeChange<string>(caller, async (locked) => {
    const isKnown = locked.timeZone !== null;
    if (locked.timeZone === timeZone || (isKnown && onlyIfUnknown))
      return { result: locked.timeZone ?? timeZone, changes: null };
    await setTimeZoneIn(locked.tx, caller.userId, timeZone);
    const floating = isKnown ? [] : await findFloatingIn(locked.tx, caller.userId);
    const changes: ItemChange[] = [];
    for (const before of floating) {
      const content = settleInZone(before, timeZone);
      if (isSameContent(before, content)) continue;
      const after = await replaceItem(locked.tx, caller.userId, before, { content, atMs: locked.nowMs });
      if (before.deletedAtMs === null) changes.push({ id: before.id, kind: "updated", before, after });
    }
    const entry: SettingsChange = {
      before: { timeZone: locked.timeZone },
      after: { timeZone },
      ...(onlyIfUnknown && { learned: true }),
    };
    return { result: timeZone, changes, settings: entry };
  });
  return { ...settings(result), ...(change && { change }) };
}
