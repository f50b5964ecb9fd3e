/** The selected entries, by key, and how a range extends. */
export interface Selected {
  readonly keys: ReadonlySet<string>;
  /** Where a range begins: the last one selected or unselected alone. */
  readonly anchor?: string;
  /** The selection before the range. */
  readonly before: ReadonlySet<string>;
}

const empty: ReadonlySet<string> = new Set();
export const nothing: Selected = { keys: empty, before: empty };

/** Selects or unselects one entry. */
export function toggled({ keys }: Selected, key: string): Selected {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next.size === 0 ? nothing : { keys: next, anchor: key, before: next };
}

/**
 * Everything between the anchor and this one, plus the earlier selection: going back shrinks the range.
 * @param order the keys of all entries shown, in reading order
 */
export function extended(selected: Selected, key: string, order: readonly string[]): Selected {
  const { anchor, before } = selected;
  const [from, to] = [order.indexOf(anchor ?? ""), order.indexOf(key)];
  if (from === -1 || to === -1) return before.has(key) ? selected : toggled(selected, key);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...selected, keys: new Set([...before, ...range]) };
}
