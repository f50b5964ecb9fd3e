import type { AssistantChange } from "../actions/agenda-actions.ts";

export interface RevertPlan {
  /** Changes that can be undone as a whole. */
  readonly ids: readonly number[];
  /** The conversation that all of them belong to, if there is just one. */
  readonly conversation: string | undefined;
  /** Items that came or went together with others that shall stay so: each goes back by itself. */
  readonly alone: readonly AssistantChange[];
}

/**
 * How to take back what was done to some items and nothing else. A change of many items is undone only when all of them are
 * meant; an update of many at once has no other way back and is undone whole.
 */
export function planRevert(assistantChanges: readonly AssistantChange[]): RevertPlan {
  const meant = new Map<number, number>();
  for (const { mark } of assistantChanges) for (const { id } of mark.changes) meant.set(id, (meant.get(id) ?? 0) + 1);
  const isWhole = ({ mark }: AssistantChange) =>
    mark.kind === "updated" || mark.changes.every(({ id, itemCount }) => (meant.get(id) ?? 0) >= itemCount);
  const changes = assistantChanges.filter(isWhole).flatMap(({ mark }) => mark.changes);
  const conversations = new Set(changes.map(({ conversation }) => conversation));
  return {
    ids: [...new Set(changes.map(({ id }) => id))],
    conversation: conversations.size === 1 ? [...conversations][0] : undefined,
    alone: assistantChanges.filter((one) => !isWhole(one)),
  };
}
