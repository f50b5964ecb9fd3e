import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import type { BulkChange } from "../actions/agenda-actions.ts";
import { type ApiError, call } from "../sync/api-client.ts";
import { keyOf } from "../sync/entry-key.ts";
import { isMissing } from "../sync/failure-words.ts";
import type { Pending } from "../sync/pending-writes.ts";
import { relativeDay, weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { inRow } from "../words/listed.ts";

/** What to do with several entries; of a series, only these dates. */
export type BulkAct =
  | { readonly to: "date"; readonly date: string }
  | { readonly to: "shift"; readonly days: number }
  | { readonly to: "done"; readonly done: boolean }
  | { readonly to: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly to: "delete" };

/** What the page shows, sends and says for it. */
export function bulkChange(
  items: readonly Item[],
  act: BulkAct,
  reader: Pick<Reader, "today" | "timeZone" | "words">,
  t: Translator,
): BulkChange {
  return {
    shown: items.map((item) => pendingOf(item, act, reader.timeZone)),
    send: () => sendTo(addressesOf(items), act),
    // One of several may have been changed alone: the others were so already.
    wordsOf: ({ count, items: [first] }) => pastOf(act, { count, text: first?.text ?? "" }, reader, t),
    wordsOfRefusal: (error) => wordsOfRefusedBulk(error, act, t),
  };
}

function pendingOf(item: Item, act: BulkAct, timeZone: string): Pending {
  const key = crypto.randomUUID();
  if (act.to === "delete") return { key, kind: "remove", of: item, scope: "this" };
  if (act.to === "tag") {
    const kept = item.tags?.filter((tag) => !act.remove.includes(tag)) ?? [];
    return { key, kind: "patch", of: keyOf(item), patch: { tags: [...new Set([...kept, ...act.add])] } };
  }
  if (act.to === "done") return { key, kind: "patch", of: keyOf(item), patch: { done: act.done } };
  // The day is one of the reader's, and the item's own zone may be another.
  const days = act.to === "shift" ? act.days : daysBetween(placeItem(item, timeZone).from, act.date);
  const patch = { date: addDays(item.date, days) };
  return { key, kind: "patch", of: keyOf(item), patch };
}

/** Single items by id, dates of a series by original date. */
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
  // The pressed button states the count: the preview is for the server only, and confirmed at once.
  const { confirm } = count > limits.itemsUnpreviewed ? await send({ previewOnly: true }) : {};
  return send(confirm === undefined ? {} : { confirm });
}

type What = { readonly count: number; readonly text: string };

function pastOf(act: BulkAct, what: What, { today, words }: Pick<Reader, "today" | "words">, t: Translator): string {
  switch (act.to) {
    case "date": {
      const isToday = act.date === today;
      const day = isToday ? relativeDay(act.date, today, words) : weekdayAndDate(act.date, today, words);
      return t("select.moved", { ...what, day });
    }
    case "shift": {
      const days = Math.abs(act.days);
      const [unit, far] = days % 7 === 0 ? ["week", days / 7] : ["day", days];
      return t("select.shifted", { ...what, unit, far, earlier: String(act.days < 0) });
    }
    case "done":
      return t("select.ticked", { ...what, done: String(act.done) });
    case "tag":
      return act.add.length > 0
        ? t("select.tagged", { ...what, tags: tagWords(act.add, t) })
        : t("select.untagged", { ...what, tags: tagWords(act.remove, t) });
    default:
      return t("select.deleted", what);
  }
}

const tagWords = (tags: readonly string[], t: Translator): string =>
  inRow(
    tags.map((tag) => `#${tag}`),
    t,
  );

const refused = { date: "moved", shift: "moved", done: "changed", tag: "changed", delete: "deleted" } as const;

/** All or none is done; the answer does not always name the one that prevented it. */
function wordsOfRefusedBulk(error: ApiError, { to }: BulkAct, t: Translator): string {
  const act = refused[to];
  if (error.code === "offline") return t("select.offline", { act });
  if (error.status === 401) return t("select.signedOut", { act });
  return isMissing(error) ? t("select.gone", { act }) : t("select.refused", { act, why: error.message });
}
