import type { ItemChange } from "../../agenda/history/ledger.ts";
import { importedFlag } from "../../agenda/item/imported-flag.ts";
import { placeInZone } from "../../agenda/item/place-in-zone.ts";
import { requireTimesOfDay } from "../../agenda/item/require-reminders.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { isChangeHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { requireLocale, requireWorkingHours } from "../../agenda/settings/check-settings.ts";
import {
  type SettingsChange,
  type SettingsPart,
  type StoredSettings,
  settingsChange,
  settingsOf,
} from "../../agenda/settings/stored-settings.ts";
import { zoneMeaning } from "../../agenda/settings/zone-change-words.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import { limits } from "../../contract/limits.ts";
import {
  defaultable,
  type Input,
  type Output,
  type getSettings as readContract,
  type updateSettings as writeContract,
} from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { findFloating, replaceItems } from "../storage/items/items.ts";
import { readKeptZones } from "../storage/items/kept-zones.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { findPerson, setSettingsIn } from "../storage/people/users.ts";
import { hiddenTags } from "../storage/visibility.ts";
import { executeWrite, makeChange } from "../write/execute-write.ts";

/** A user who entered thousands of items before their zone was known gets them all updated in one change. */
const settlingMs = 60_000;

type Settings = Output<typeof readContract>;

function answer(stored: StoredSettings): Settings {
  const { timeZone, locale, language } = stored;
  const settings = settingsOf(stored);
  return {
    timeZone: timeZone ?? "UTC",
    timeZoneSource: timeZone === null ? "unknown" : "settings",
    ...settings,
    workingHours: settings.workingHours.map((span) => ({ ...span, days: [...span.days] })),
    timedReminders: [...settings.timedReminders],
    allDayReminders: [...settings.allDayReminders],
    ...(locale !== null && { locale }),
    ...(language !== null && { language }),
    defaults: defaultable.filter((name) => stored[name] === null),
  };
}

/** Reads the user's settings. */
export async function getSettings(caller: Caller): Promise<Settings> {
  return answer(await findPerson(caller.userId));
}

/**
 * Changes the settings that are sent. A new zone moves nothing: timed items keep the zone they were created in; floating ones
 * get the first zone that becomes known.
 * @throws AgendaError("invalid_input")
 */
export async function updateSettings(
  caller: Caller,
  input: Input<typeof writeContract>,
): Promise<Output<typeof writeContract>> {
  const { timeZone, weekStart, workingHours, defaultDurationMinutes, locale, showOverdue } = input;
  const { timedReminders, allDayReminders, mapService, language } = input;
  requireTimesOfDay(allDayReminders ?? [], ["allDayReminders"]);
  const toBe: SettingsPart = {
    ...(timeZone !== undefined && { timeZone: requireTimeZone(timeZone, ["timeZone"]) }),
    ...(weekStart !== undefined && { weekStart }),
    ...(workingHours !== undefined && { workingHours: workingHours && requireWorkingHours(workingHours) }),
    ...(defaultDurationMinutes !== undefined && { defaultDurationMinutes }),
    ...(locale !== undefined && { locale: locale && requireLocale(locale) }),
    ...(showOverdue !== undefined && { showOverdue }),
    ...(timedReminders !== undefined && { timedReminders }),
    ...(allDayReminders !== undefined && { allDayReminders }),
    ...(mapService !== undefined && { mapService }),
    ...(language !== undefined && { language }),
  };
  if (Object.keys(toBe).length === 0)
    throw new AgendaError(
      "invalid_input",
      "Send at least one setting to change: timeZone, weekStart, workingHours, defaultDurationMinutes, locale, showOverdue, timedReminders, allDayReminders, mapService or language.",
    );
  const work = async (locked: Locked) => {
    const { stored, zone, changes, settings } = await set(locked, caller, toBe);
    const meant = zone && (await meaningOf(locked, caller, zone));
    return { answer: { ...answer(stored), ...meant }, changes, ...(settings && { settings }) };
  };
  return executeWrite(caller, { operation: "updateSettings", input }, work, { timeoutMs: settlingMs });
}

/**
 * Adopts the zone that the browser reported at sign-in, if none is known yet. An invalid value is ignored: nobody typed it.
 * @param told the cookie's raw value
 */
export async function learnTimeZone(caller: Caller, browserZone: string | undefined): Promise<void> {
  if (!browserZone || (await findPerson(caller.userId)).timeZone !== null) return;
  const timeZone = readZone(browserZone);
  if (!timeZone) return;
  const work = async (locked: Locked) => {
    if (locked.timeZone !== null) return { result: null, changes: null };
    const { changes, settings } = await set(locked, caller, { timeZone });
    return { result: null, changes, ...(settings && { settings: { ...settings, learned: true } }) };
  };
  await makeChange(caller, work, { timeoutMs: settlingMs });
}

function readZone(browserZone: string): string | null {
  try {
    return requireTimeZone(browserZone, ["timeZone"]);
  } catch {
    return null;
  }
}

/** A zone that was just set. */
type NewZone = Pick<Parameters<typeof zoneMeaning>[0], "timeZone" | "before" | "nowMs" | "settled">;

interface Set {
  readonly stored: StoredSettings;
  readonly zone?: NewZone;
  readonly changes: ItemChange[] | null;
  readonly settings?: SettingsChange;
}

async function set(locked: Locked, caller: Caller, toBe: SettingsPart): Promise<Set> {
  const { settings: now, nowMs } = locked;
  const changed = settingsChange(now, toBe);
  if (!changed) return { stored: now, changes: null };
  await setSettingsIn(locked.tx, caller.userId, changed.after);
  const { timeZone } = changed.after;
  const items = timeZone && now.timeZone === null ? await settle(locked, caller, timeZone) : [];
  const seen = items.filter((item) => !isChangeHiddenBy(hiddenTags(), item));
  const zone = timeZone && { timeZone, before: now.timeZone, nowMs, settled: seen.length };
  return { stored: { ...now, ...changed.after }, ...(zone && { zone }), changes: items, settings: changed };
}

/** Gives floating items the newly known zone at the same local time. */
async function settle({ tx, nowMs }: Locked, { userId }: Caller, timeZone: string): Promise<ItemChange[]> {
  const placed = mapSteps(await findFloating(userId, tx.rows), (item) => {
    const content = placeInZone(item, timeZone);
    return isSameContent(item, content) ? [] : { item, content };
  });
  const replacements = (await inSlices(placed)).flat();
  const settled = await replaceItems(tx, userId, replacements, { atMs: nowMs });
  return settled.flatMap((after, index): ItemChange[] => {
    const before = replacements[index]?.item ?? null;
    return after.deletedAtMs === null ? [{ id: after.id, kind: "updated", before, after }] : [];
  });
}

type Meant = Pick<Output<typeof writeContract>, "meaning" | "imported">;

async function meaningOf({ tx }: Locked, { userId, t }: Caller, zone: NewZone): Promise<Meant> {
  const most = limits.keptZones;
  const { kept, next } = await readKeptZones(userId, { ...zone, most }, tx.rows);
  return { meaning: zoneMeaning({ ...zone, kept, next, countMost: most }, t), ...importedFlag(next) };
}
