const most = 100;

export const readNames = (key: string): ReadonlySet<string> => new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));

/** Adds names to those kept in this browser, of which the latest stay. @returns all */
export function keepNames(key: string, names: readonly string[]): ReadonlySet<string> {
  const next = [...readNames(key), ...names].slice(-most);
  localStorage.setItem(key, JSON.stringify(next));
  return new Set(next);
}
