/** Whether two field values are equal: undefined, null and an empty list are, and the order of object keys does not matter. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // Most equal values have their keys in the same order, and sorting is the slow part.
  if (JSON.stringify(orNull(a)) === JSON.stringify(orNull(b))) return true;
  return JSON.stringify(sorted(orNull(a))) === JSON.stringify(sorted(orNull(b)));
}

const orNull = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : (value ?? null));

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}
