/** An undo, by its own id and those of the changes it undid. */
export interface Undo {
  readonly rev: number;
  readonly undoes: readonly number[];
}

/**
 * Which changes are undone, and by which undo. An undo that was itself undone no longer counts: what it undid is in effect
 * again.
 * @param undos all of one user's, or all after some change, in any order
 * @returns the id of a change → the id of the undo that reverted it
 */
export function undoneBy(undos: readonly Undo[]): Map<number, number> {
  const undone = new Map<number, number>();
  // An undo is newer than what it undoes, so whether it is in effect is known by its turn.
  for (const { rev, undoes } of [...undos].sort((a, b) => b.rev - a.rev)) {
    if (undone.has(rev)) continue;
    for (const target of undoes) undone.set(target, rev);
  }
  return undone;
}

/**
 * The changes of one conversation that undoing the conversation must revert: not those undone from elsewhere, and not an undo
 * together with all it undid if both happened within it.
 * @param inside the conversation's changes
 * @param undos all of the user's undos
 * @returns their ids, newest first
 */
export function stillInEffect(inside: readonly number[], undos: readonly Undo[]): number[] {
  const left = new Set(inside);
  const undone = undoneBy(undos);
  // A change is undone by at most one undo in effect, so the order does not matter.
  for (const { rev, undoes } of undos) {
    if (undone.has(rev) || !undoes.every((target) => left.has(target))) continue;
    for (const each of [rev, ...undoes]) left.delete(each);
  }
  for (const [target, by] of undone) if (!left.has(by)) left.delete(target);
  return [...left].sort((a, b) => b - a);
}
