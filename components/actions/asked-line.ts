import { textMost } from "../../contract/first-limits.ts";

/**
 * What an address asks to write into the add line: what another app has shared, or nothing but to begin (`?new`).
 * @returns undefined where it asks for nothing
 */
export function askedLine(params: { get(name: string): string | null }): string | undefined {
  const shared = ["title", "text", "url"].flatMap((name) => params.get(name)?.trim() || []);
  // Many apps give the link in the text as well.
  const words = shared.filter(
    (each, index) => !shared.some((other, at) => at !== index && at < index && other.includes(each)),
  );
  const line = words
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .slice(0, textMost * 2);
  return line === "" && params.get("new") === null ? undefined : line;
}
