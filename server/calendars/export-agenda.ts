import { calendarParts } from "../../agenda/icalendar/write/write-calendar.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import type { Caller } from "../caller.ts";
import { calendarHead, calendarTail, componentText } from "../icalendar/calendar-text.ts";
import { type KeptChange, readAllChanges, readAllItems, readAllSettings } from "../storage/items/exports.ts";
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
  const parts = calendarParts({ uidOf: uidsOf(caller.userId), zonesUntilMs: Date.now() + zoneYears * yearMs });
  for await (const items of readAllItems(caller.userId, false)) for (const item of items) parts.meet(item);
  yield calendarHead({ name: "Agenda" });
  for (const zone of parts.zones()) yield componentText(zone);
  for await (const items of readAllItems(caller.userId, false))
    yield items
      .flatMap((item) => parts.write(item))
      .map(componentText)
      .join("");
  yield calendarTail;
}

/** Streams all stored data of a user as JSON: settings, items, trash, and the retained history. */
export async function* exportJson(caller: Caller): AsyncGenerator<string> {
  const { rev } = await findPerson(caller.userId);
  const settings = await readAllSettings(caller.userId);
  const head = {
    format: "agenda-assistant",
    formatVersion: 1,
    exportedAt: new Date().toISOString(),
    rev,
    settings,
  };
  yield JSON.stringify(head).slice(0, -1);
  yield* list("items", readAllItems(caller.userId, false), exportedItem);
  yield* list("trash", readAllItems(caller.userId, true), exportedItem);
  yield* list("changes", readAllChanges(caller.userId), exportedChange);
  yield "}\n";
}

async function* list<T>(name: string, batches: AsyncIterable<T[]>, tell: (each: T) => object): AsyncGenerator<string> {
  yield `,\n"${name}":[`;
  let separator = "\n";
  for await (const batch of batches) {
    yield separator + batch.map((each) => JSON.stringify(tell(each))).join(",\n");
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

function exportedChange({ at, items, ...change }: KeptChange): object {
  const exported = items?.map(({ before, after, ...each }) => ({
    ...each,
    before: before && exportedItem(before),
    after: after && exportedItem(after),
  }));
  const fields = { ...change, at: at.toISOString(), items: exported ?? null };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
