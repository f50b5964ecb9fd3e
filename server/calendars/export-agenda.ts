import type { ItemChange } from "../../agenda/history/ledger.ts";
import { calendarParts } from "../../agenda/icalendar/write/write-calendar.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import type { Caller } from "../caller.ts";
import { calendarHead, calendarTail, componentText } from "../icalendar/calendar-text.ts";
import { inSlices } from "../in-slices.ts";
import {
  type LedgerPiece,
  readAllItems,
  readAllPrograms,
  readAllProposals,
  readAllSettings,
  readLedger,
  readLook,
} from "../storage/items/exports.ts";
import { findPerson } from "../storage/people/users.ts";
import { uidsOf } from "./item-uid.ts";

/** Number of years for which the zones of endless series are described. */
const zoneYears = 20;
const yearMs = 365.25 * 86_400_000;

/**
 * Streams the agenda as an iCalendar file: every item not in the trash, series with their exceptions.
 * @see RFC 5545
 */
export async function* exportCalendar(caller: Caller): AsyncGenerator<string> {
  const zonesUntilMs = Date.now() + zoneYears * yearMs;
  yield* calendarPieces(uidsOf(caller.userId), () => readAllItems(caller.userId, false), zonesUntilMs);
}

/** A calendar piece by piece. @param read the items in batches; they are read twice */
export async function* calendarPieces(
  uidOf: (item: StoredItem) => string,
  read: () => AsyncIterable<readonly StoredItem[]> | Iterable<readonly StoredItem[]>,
  zonesUntilMs: number,
): AsyncGenerator<string> {
  const parts = calendarParts({ uidOf, zonesUntilMs });
  for await (const items of read()) await inSlices(mapSteps(items, parts.meet));
  yield calendarHead({ name: "Agenda" });
  yield (await inSlices(parts.zones())).map(componentText).join("");
  const write = (item: StoredItem) => parts.write(item).map(componentText).join("");
  for await (const items of read()) yield (await inSlices(mapSteps(items, write))).join("");
  yield calendarTail;
}

/** Streams all stored data of a user as JSON: settings, what they have seen and kept, programs and what they may do, items, trash, and the retained history. */
export async function* exportJson(caller: Caller): AsyncGenerator<string> {
  const { rev } = await findPerson(caller.userId);
  const settings = await readAllSettings(caller.userId);
  const look = await readLook(caller.userId);
  const programs = await readAllPrograms(caller.userId);
  const proposals = await readAllProposals(caller.userId);
  const head = {
    format: "agenda-assistant",
    formatVersion: 1,
    exportedAt: new Date().toISOString(),
    rev,
    settings,
    ...(look && { look }),
    programs,
    proposals,
  };
  yield JSON.stringify(head).slice(0, -1);
  yield* list("items", readAllItems(caller.userId, false));
  yield* list("trash", readAllItems(caller.userId, true));
  yield* ledger(readLedger(caller.userId));
  yield "}\n";
}

async function* list(name: string, batches: AsyncIterable<StoredItem[]>): AsyncGenerator<string> {
  yield `,\n"${name}":[`;
  let separator = "\n";
  for await (const batch of batches) {
    const texts = await inSlices(mapSteps(batch, (item) => JSON.stringify(exportedItem(item))));
    yield separator + texts.join(",\n");
    separator = ",\n";
  }
  yield "]";
}

/** An item as stored, with instants in RFC 3339; fields that do not apply are omitted. */
function exportedItem({ startsAtMs, endsAtMs, createdAtMs, updatedAtMs, deletedAtMs, ...item }: StoredItem): object {
  const at = (ms: number | null) => (ms === null ? null : writeInstant(ms, "UTC"));
  const moments = {
    startsAt: at(startsAtMs),
    endsAt: at(endsAtMs),
    createdAt: at(createdAtMs),
    updatedAt: at(updatedAtMs),
    deletedAt: at(deletedAtMs),
  };
  return Object.fromEntries(
    Object.entries({ ...item, ...moments }).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Changes with their items, the last one left open: a change may continue in the next batch. */
async function* ledger(batches: AsyncIterable<LedgerPiece[]>): AsyncGenerator<string> {
  let open: LedgerPiece | undefined;
  const write = (piece: LedgerPiece): string => {
    const item = piece.item ? JSON.stringify(exportedItemChange(piece.item)) : "";
    const isMore = open?.rev === piece.rev;
    const before = isMore ? "," : open ? `${endOf(open)},\n` : "\n";
    open = piece;
    return before + (isMore ? "" : startOf(piece)) + item;
  };
  yield `,\n"changes":[`;
  for await (const batch of batches) yield (await inSlices(mapSteps(batch, write))).join("");
  yield `${open ? endOf(open) : ""}]`;
}

function startOf({ place: _, item: __, hasItems, at, ...change }: LedgerPiece): string {
  const fields = Object.entries({ ...change, at: at.toISOString() }).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(fields)).slice(0, -1) + (hasItems ? ',"items":[' : "");
}

const endOf = ({ hasItems }: LedgerPiece): string => (hasItems ? "]}" : "}");

const exportedItemChange = ({ before, after, ...change }: ItemChange): object => ({
  ...change,
  before: before && exportedItem(before),
  after: after && exportedItem(after),
});
