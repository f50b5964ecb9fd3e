/** An undo, by its own number and those of the changes it undid. */
export interface Undo {
  readonly rev: number;
  readonly undoes: readonly number[];
}

/**
 * Which changes are undone, and by which undo. An undo that was itself undone counts no more: what it had undone is in effect again.
 * @param undos all of one person's, or all after some change, in any order
 * @returns the number of a change → the number of the undo that took it back
 */
export function undoneBy(undos: readonly Undo[]): Map<number, number> {
  const undone = new Map<number, number>();
  // An undo is younger than what it undoes, so whether it still counts is known when its turn comes.
  for (const { rev, undoes } of [...undos].sort((a, b) => b.rev - a.rev)) {
    if (undone.has(rev)) continue;
    for (const target of undoes) undone.set(target, rev);
  }
  return undone;
}

/**
 * Of the changes of one conversation, those that undoing the conversation has to take back: not what was taken back from elsewhere,
 * and not an undo together with all it undid, when both happened inside.
 * @param inside the conversation's changes
 * @param undos all of the person's undos
 * @returns their numbers, newest first
 */
export function stillInEffect(inside: readonly number[], undos: readonly Undo[]): number[] {
  const left = new Set(inside);
  const undone = undoneBy(undos);
  // What one undo that counts took back, no other one did: their order is no matter.
  for (const { rev, undoes } of undos) {
    if (undone.has(rev) || !undoes.every((target) => left.has(target))) continue;
    for (const each of [rev, ...undoes]) left.delete(each);
  }
  for (const [target, by] of undone) if (!left.has(by)) left.delete(target);
  return [...left].sort((a, b) => b - a);
}
