/** Which entries are selected, by their keys, and how a range goes on. */
export interface Selected {
  readonly keys: ReadonlySet<string>;
  /** Where a range begins: what was selected or unselected last by itself. */
  readonly anchor?: string;
  /** What was selected before the range. */
  readonly before: ReadonlySet<string>;
}

const empty: ReadonlySet<string> = new Set();
export const nothing: Selected = { keys: empty, before: empty };

/** Another one selected, or unselected. */
export function toggled({ keys }: Selected, key: string): Selected {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next.size === 0 ? nothing : { keys: next, anchor: key, before: next };
}

/**
 * All between the anchor and this one, beside what was selected before: going back takes what was reached out again.
 * @param order the keys of all entries shown, as they are read
 */
export function extended(selected: Selected, key: string, order: readonly string[]): Selected {
  const { anchor, before } = selected;
  const [from, to] = [order.indexOf(anchor ?? ""), order.indexOf(key)];
  if (from === -1 || to === -1) return before.has(key) ? selected : toggled(selected, key);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...selected, keys: new Set([...before, ...range]) };
}
