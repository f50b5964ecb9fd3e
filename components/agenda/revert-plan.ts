import type { AssistantChange } from "../actions/agenda-actions.ts";
import type { Mark } from "../sync/change-marks.ts";
import type { Patch } from "../sync/pending-writes.ts";

interface RevertPlan {
  /** Changes that can be undone as a whole. */
  readonly ids: readonly number[];
  /** The conversation that all of them belong to, if there is just one. */
  readonly conversation: string | undefined;
  /** Items changed together with others that stay as they are: each is reverted alone. */
  readonly alone: readonly AssistantChange[];
}

/**
 * How to revert the changes to some items and nothing else. A change of many items is undone only if all of them are meant, or if the
 * fields known here cannot revert it for one alone: an update of a whole series, or what has notes that are not known whole.
 */
export function planRevert(assistantChanges: readonly AssistantChange[]): RevertPlan {
  const meant = new Map<number, number>();
  for (const { mark } of assistantChanges) for (const { id } of mark.changes) meant.set(id, (meant.get(id) ?? 0) + 1);
  const isWhole = ({ mark, item }: AssistantChange) =>
    mark.changes.every(({ id, itemCount }) => (meant.get(id) ?? 0) >= itemCount) ||
    (mark.kind === "updated" && patchBack(mark) === undefined) ||
    (mark.kind === "deleted" && mark.occurrence !== undefined && item.notesShortened === true);
  const changes = assistantChanges.filter(isWhole).flatMap(({ mark }) => mark.changes);
  const conversations = new Set(changes.map(({ conversation }) => conversation));
  return {
    ids: [...new Set(changes.map(({ id }) => id))],
    conversation: conversations.size === 1 ? [...conversations][0] : undefined,
    alone: assistantChanges.filter((one) => !isWhole(one)),
  };
}

/** The patch that restores an item or occurrence to before an update; undefined if fields cannot express it. */
export function patchBack({ touched = [], before, occurrence }: Mark): Patch | undefined {
  const isWholeSeries = occurrence === undefined && before?.recurrence !== undefined;
  if (!before || isWholeSeries || touched.includes("recurrence") || touched.length === 0) return undefined;
  if (touched.includes("notes") && before.notesShortened) return undefined;
  const { date, startTime = null, endDate = null, endTime = null, timeZone, endTimeZone = null } = before;
  const zone = startTime !== null && timeZone !== undefined ? { timeZone } : {};
  return {
    ...(touched.includes("text") && { text: before.text }),
    ...(touched.includes("done") && { done: before.done }),
    ...(touched.includes("when") && { date, startTime, endDate, endTime, ...zone, endTimeZone }),
    ...(touched.includes("notes") && { notes: before.notes ?? null }),
    ...(touched.includes("location") && { location: before.location ?? null }),
    ...(touched.includes("url") && { url: before.url ?? null }),
    ...(touched.includes("tags") && { tags: before.tags ?? null }),
    ...(touched.includes("reminders") && { reminders: before.reminders ?? null }),
  };
}
