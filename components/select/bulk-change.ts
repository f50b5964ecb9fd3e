import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import type { BulkChange } from "../actions/agenda-actions.ts";
import { type ApiError, call } from "../sync/api-client.ts";
import { keyOf } from "../sync/entry-key.ts";
import { isMissing } from "../sync/failure-words.ts";
import type { Pending } from "../sync/pending-writes.ts";
import { relativeDay, weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** What to do with several entries: of what repeats, with these dates alone. */
export type BulkAct =
  | { readonly to: "date"; readonly date: string }
  | { readonly to: "shift"; readonly days: number }
  | { readonly to: "done"; readonly done: boolean }
  | { readonly to: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly to: "delete" };

/** What the page shows, sends and says for it. */
export function bulkChange(items: readonly Item[], act: BulkAct, reader: Pick<Reader, "today" | "words">): BulkChange {
  return {
    shown: items.map((item) => pendingOf(item, act)),
    send: () => sendTo(addressesOf(items), act),
    wordsOf: ({ count }) => {
      const what = count === 1 && items[0] ? items[0].text : `${count} items`;
      return `${what} ${pastOf(act, count, reader)}.`;
    },
    wordsOfRefusal: (error) => wordsOfRefusedBulk(error, act),
  };
}

function pendingOf(item: Item, act: BulkAct): Pending {
  const key = crypto.randomUUID();
  if (act.to === "delete") return { key, kind: "remove", of: item, scope: "this" };
  if (act.to === "tag") {
    const kept = item.tags?.filter((tag) => !act.remove.includes(tag)) ?? [];
    return { key, kind: "patch", of: keyOf(item), patch: { tags: [...new Set([...kept, ...act.add])] } };
  }
  const date = act.to === "date" ? act.date : act.to === "shift" ? addDays(item.date, act.days) : undefined;
  const patch = act.to === "done" ? { done: act.done } : { date: date ?? item.date };
  return { key, kind: "patch", of: keyOf(item), patch };
}

/** Single items by id, dates of a series each by its original date. */
export function addressesOf(items: readonly Item[]) {
  const ids = items.flatMap(({ id, occurrence }) => (occurrence === undefined ? [id] : []));
  const occurrences = items.flatMap(({ id, occurrence }) => (occurrence === undefined ? [] : [{ id, occurrence }]));
  return { ...(ids.length > 0 && { ids }), ...(occurrences.length > 0 && { occurrences }) };
}

async function sendTo(addresses: ReturnType<typeof addressesOf>, act: BulkAct) {
  if (act.to === "done") return call("completeItems", { ...addresses, done: act.done });
  if (act.to === "tag") return call("tagItems", { ...addresses, add: [...act.add], remove: [...act.remove] });
  const where = act.to === "date" ? { date: act.date } : act.to === "shift" ? { days: act.days } : undefined;
  const count = (addresses.ids?.length ?? 0) + (addresses.occurrences?.length ?? 0);
  const send = async (how: { readonly previewOnly?: true; readonly confirm?: string }) =>
    where ? call("rescheduleItems", { ...addresses, ...where, ...how }) : call("deleteItems", { ...addresses, ...how });
  // What was pressed says how many: a preview is asked for the server's sake, and confirmed at once.
  const { confirm } = count > limits.itemsUnpreviewed ? await send({ previewOnly: true }) : {};
  return send(confirm === undefined ? {} : { confirm });
}

function pastOf(act: BulkAct, count: number, { today, words }: Pick<Reader, "today" | "words">): string {
  switch (act.to) {
    case "date": {
      const isToday = act.date === today;
      return `moved to ${isToday ? relativeDay(act.date, today, words) : weekdayAndDate(act.date, today, words)}`;
    }
    case "shift": {
      const days = Math.abs(act.days);
      const far = days % 7 === 0 ? numbered(days / 7, "week") : numbered(days, "day");
      return `moved ${far} ${act.days < 0 ? "earlier" : "later"}`;
    }
    case "done":
      return `${count === 1 ? "is" : "are"} ${act.done ? "done" : "open again"}`;
    case "tag":
      return act.add.length > 0 ? `tagged ${tagWords(act.add)}` : `no longer tagged ${tagWords(act.remove)}`;
    default:
      return "deleted";
  }
}

const tagWords = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join(", ");

const numbered = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const refused = { date: "moved", shift: "moved", done: "changed", tag: "changed", delete: "deleted" } as const;

/** It is done with all or with none: which one stood in the way, the answer does not always name. */
function wordsOfRefusedBulk(error: ApiError, { to }: BulkAct): string {
  const what = `nothing was ${refused[to]}`;
  if (error.code === "offline") return `No network, so ${what}.`;
  if (error.status === 401) return `You are signed out here, so ${what}.`;
  if (isMissing(error)) return `One of them is no longer there, so ${what}. Look again, then repeat it.`;
  return `N${what.slice(1)}. ${error.message}`;
}
