import { textMost } from "../../contract/first-limits.ts";

/**
 * What a URL asks to put into the add line: text shared by another app, or nothing, just to begin (`?new`).
 * @returns undefined if it does not ask
 */
export function askedLine(params: { get(name: string): string | null }): string | undefined {
  const shared = ["title", "text", "url"].flatMap((name) => params.get(name)?.trim() || []);
  // Many apps repeat the link in the text.
  const words = shared.filter(
    (each, index) => !shared.some((other, at) => at !== index && at < index && other.includes(each)),
  );
  const line = words
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .slice(0, textMost * 2);
  return line === "" && params.get("new") === null ? undefined : line;
}
