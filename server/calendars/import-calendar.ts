import { createHash, hash } from "node:crypto";
import type { ItemChange } from "../../agenda/history/ledger.ts";
import type { ReadCalendar } from "../../agenda/icalendar/read/file-entry.ts";
import { type ImportPlan, planImport } from "../../agenda/icalendar/read/import-plan.ts";
import type { ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { whenWords } from "../../agenda/item/when-words.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { say, timeText } from "../../agenda/time/date-texts.ts";
import { wallTimeIn } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type { ImportDone, ImportPreview } from "../../contract/operations/calendar-import.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Caller, UserId } from "../caller.ts";
import { readCalendarFile } from "../icalendar/read-calendar-file.ts";
import { inSlices } from "../in-slices.ts";
import { findByUids } from "../storage/items/imported-items.ts";
import { insertItems, newItems, replaceItems } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { findPerson } from "../storage/people/users.ts";
import { executeWrite, type WriteOutcome } from "../write/execute-write.ts";
import { requireRoomToCome } from "../write/require-room.ts";
import { reportStored } from "./import-progress.ts";
import { idsOfUids, ownUidsOf, uidsOf } from "./item-uid.ts";

/** A large file is a single change; the user's row stays locked while it is stored. */
const storingMs = 120_000;

/** Receives a calendar file. */
type Receive = (signal: AbortSignal) => Promise<Uint8Array>;

/**
 * Computes what importing a calendar file would do. Nothing is stored.
 * @throws AgendaError("invalid_input") if it is not a calendar; AgendaError("agenda_full" | "too_many_writes")
 */
export async function previewImport(caller: Caller, receive: Receive): Promise<ImportPreview> {
  const { timeZone, rev } = await findPerson(caller.userId);
  const { bytes, read } = await readFile(caller, receive, timeZone);
  const names = namesIn(caller.userId, read);
  const plan = await planFrom(caller.userId, read, names, await findByUids(caller.userId, names));
  await requireRoomToCome(caller.userId, rev, contentsAdded(plan));
  const isNothing = plan.added.length === 0 && plan.changed.length === 0;
  return {
    ...countsOf(plan, read),
    entries: previewEntries(plan, read, timeZone, caller.t),
    ...(!isNothing && { confirm: tokenOf(bytes, timeZone, plan) }),
  };
}

/**
 * Imports a calendar file as previewed, as a single change. A retry with the same key within 24 hours returns the first answer,
 * so a client that lost the answer learns that the file was imported.
 * @param confirm from the preview's answer
 * @throws AgendaError("changed_since_preview") if the file or the agenda has changed; AgendaError("key_reused"); otherwise as
 *   the preview
 */
export async function importCalendar(
  caller: Caller,
  receive: Receive,
  { confirm, idempotencyKey }: { confirm: string; idempotencyKey?: string | undefined },
): Promise<ImportDone> {
  const { timeZone } = await findPerson(caller.userId);
  const { bytes, read } = await readFile(caller, receive, timeZone);
  const names = namesIn(caller.userId, read);
  const sent = { idempotencyKey, previewed: confirm, file: hash("sha256", bytes, "base64url") };
  const work = async (locked: Locked): Promise<WriteOutcome<Omit<ImportDone, "change">>> => {
    const plan = await planFrom(caller.userId, read, names, await findByUids(caller.userId, names, locked.tx.rows));
    if (tokenOf(bytes, locked.timeZone, plan) !== confirm)
      throw new AgendaError(
        "changed_since_preview",
        "The file or the agenda is not as it was for the preview. Nothing was stored: preview the file again.",
        { words: { key: "calendars.previewAgain" } },
      );
    await requireRoomToCome(caller.userId, locked.rev, contentsAdded(plan), locked.tx.rows);
    return { answer: countsOf(plan, read), changes: await store(locked, caller, plan) };
  };
  const { change, ...counts } = await executeWrite(caller, { operation: "importCalendar", input: sent }, work, {
    timeoutMs: storingMs,
  });
  if (!change) throw new Error("A file was taken in, and no change was entered.");
  return { ...counts, change };
}

const readFile = ({ userId, t }: Caller, receive: Receive, personZone: string | null) =>
  readCalendarFile(userId, receive, { personZone, untitled: t("calendars.untitled") });

const contentsAdded = ({ added }: ImportPlan) => added.map(({ content }) => content);

async function store({ tx, nowMs }: Locked, { userId, door }: Caller, plan: ImportPlan): Promise<ItemChange[]> {
  const { added, changed } = plan;
  const made = newItems(contentsAdded(plan), { by: door, atMs: nowMs });
  const replacements = changed.map(({ current: item, content }) => ({ item, content }));
  return reportStored(userId, added.length + changed.length, async (onStored) => {
    await insertItems(tx, userId, made, onStored);
    const remade = await replaceItems(tx, userId, replacements, { atMs: nowMs, onStored });
    return [
      ...made.map((after) => ({ id: after.id, kind: "created" as const, before: null, after })),
      ...remade.map((after, index) => ({
        id: after.id,
        kind: "updated" as const,
        before: replacements[index]?.item ?? null,
        after,
      })),
    ];
  });
}

function namesIn(userId: UserId, { entries }: ReadCalendar) {
  if (entries.length > limits.importEntries)
    throw new AgendaError("invalid_input", undefined, {
      words: {
        key: "calendars.tooManyEntries",
        values: { count: entries.length, isMore: "false", most: limits.importEntries },
      },
    });
  const uids = entries.flatMap(({ content }) => content.imported?.uid ?? []);
  return { uids, ids: idsOfUids(userId, uids) };
}

function planFrom(
  userId: UserId,
  { entries }: ReadCalendar,
  { uids }: { uids: readonly string[] },
  found: readonly StoredItem[],
): Promise<ImportPlan> {
  const [uidOf, ownUidOf, inFile] = [uidsOf(userId), ownUidsOf(userId), new Set(uids)];
  const inOrder = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const existing = new Map<string, StoredItem>();
  const split = new Set<string>();
  for (const item of inOrder) {
    // The later part of a split series went out under its own UID, and may come back without the older.
    const [uid, own] = [uidOf(item), ownUidOf(item)];
    existing.set(inFile.has(own) ? own : uid, item);
    if (item.imported && uid !== item.imported.uid && !inFile.has(own)) split.add(item.imported.uid);
  }
  return inSlices(planImport(entries, existing, split));
}

const countsOf = (plan: ImportPlan, { refused }: ReadCalendar) => ({
  added: plan.added.length,
  changed: plan.changed.length,
  same: plan.same.length,
  refused: refused.length + plan.refused.length,
});

/** Entries that need attention come first, because the list may be cut. */
function previewEntries(
  plan: ImportPlan,
  { refused }: ReadCalendar,
  personZone: string | null,
  t: Translator,
): ImportPreview["entries"] {
  const kinds = ["added", "changed", "same"] as const;
  const left = [...refused, ...plan.refused].slice(0, limits.importShown / 2).map(({ text, reason }) => ({
    kind: "refused" as const,
    text: (typeof text === "string" ? text : say(text, t)) || t("calendars.untitled"),
    remarks: [say(reason, t)],
  }));
  const taken = kinds.flatMap((kind) => plan[kind].map(({ content, remarks }) => ({ kind, content, remarks })));
  const inOrder = [
    ...taken.filter(({ remarks }) => remarks.length > 0),
    ...taken.filter(({ remarks }) => remarks.length === 0),
  ];
  // Only what is shown is put into words: a file has thousands of entries.
  const shown = inOrder.slice(0, limits.importShown - left.length).map(({ kind, content, remarks }) => ({
    kind,
    text: content.text,
    when: placeInTime(content, personZone, t),
    ...(remarks.length > 0 && { remarks: remarks.map((each) => say(each, t)) }),
  }));
  return [...left, ...shown];
}

/** "Thursday 5 November 2026, 19:00 to 20:30 (13:00 in America/New_York); every Thursday": in the user's zone. */
function placeInTime(content: ItemContent, personZone: string | null, t: Translator): string {
  const { recurrence, date, startTime, endTime, timeZone, endTimeZone, startsAtMs, endsAtMs } = content;
  const rule = recurrence === null ? "" : `; ${describeRecurrence(recurrence, date, t)}`;
  if (startsAtMs === null || timeZone === null || personZone === null || timeZone === personZone)
    return whenWords(content, {}, t) + rule;
  const first = wallTimeIn(startsAtMs, personZone);
  const last = wallTimeIn(endsAtMs ?? startsAtMs, personZone);
  const here = {
    date: first.date,
    startTime: first.time,
    endDate: last.date === first.date ? null : last.date,
    endTime: endsAtMs === null || endsAtMs === startsAtMs ? null : last.time,
    timeZone: personZone,
    endTimeZone: null,
  };
  const start = t("when.inZone", { time: timeText(startTime ?? "", t), zone: timeZone });
  const end = endTimeZone === null ? null : t("when.inZone", { time: timeText(endTime ?? "", t), zone: endTimeZone });
  const there = end === null ? start : t("when.span", { start, end });
  return t("calendars.place", { here: whenWords(here, {}, t), there }) + rule;
}

/** A token for this file compared with this state of the agenda. */
function tokenOf(bytes: Uint8Array, timeZone: string | null, { added, changed, same }: ImportPlan): string {
  const state = [
    timeZone,
    added.length,
    ...[...changed, ...same].map(({ current }) => `${current.id} ${current.version}`),
  ];
  return createHash("sha256").update(bytes).update(JSON.stringify(state)).digest("base64url");
}
