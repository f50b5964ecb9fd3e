import { limits } from "../../contract/limits.ts";

/** Characters of an answer besides its list. */
const envelopeCharacters = 2_000;

/** The longest prefix of the entries that fits in one answer. @param besides what else of any length the answer holds */
export function truncateToBudget<T extends object>(entries: T[], besides: object = {}): T[] {
  let room = limits.answerCharacters - envelopeCharacters - JSON.stringify(besides).length;
  if (mostCharacters(entries) <= room) return entries; // most lists are short, and estimating is cheaper than serializing twice
  const end = entries.findIndex((entry) => {
    room -= JSON.stringify(entry).length + 1;
    return room < 0;
  });
  return entries.slice(0, end === -1 ? entries.length : end);
}

/**
 * An upper bound for the length of the value as JSON. A character takes two at most: those that take six (control characters
 * other than newline, lone surrogates) do not occur in agenda texts.
 */
function mostCharacters(value: unknown): number {
  if (typeof value === "string") return 2 * value.length + 2;
  if (typeof value !== "object" || value === null) return 25; // the longest number, -1.2345678901234567e-100, has 24 characters
  let sum = 2;
  if (Array.isArray(value)) for (const entry of value) sum += mostCharacters(entry) + 1;
  else for (const key in value) sum += key.length + 4 + mostCharacters(value[key as keyof typeof value]);
  return sum;
}
