/** A text derived from another, with the source offset of each of its characters. */
export interface Traced {
  readonly text: string;
  /** One entry more than characters: the last is the end of the source text. */
  readonly at: readonly number[];
}

/** Traces a text to itself. */
export const asTraced = (text: string): Traced => ({ text, at: Array.from({ length: text.length + 1 }, (_, i) => i) });

/** Maps each character to zero or more others. */
export function mapCharacters({ text, at }: Traced, make: (character: string) => string): Traced {
  let made = "";
  const places: number[] = [];
  let index = 0;
  for (const character of text) {
    const becomes = make(character);
    for (let count = 0; count < becomes.length; count++) places.push(at[index] ?? 0);
    made += becomes;
    index += character.length;
  }
  places.push(at[index] ?? 0);
  return { text: made, at: places };
}

/**
 * Like `String.replaceAll`. With the flag d, what a group says keeps its place, and other words stand where the group after them begins.
 * @param words the replacement; may refer to groups as $1
 */
export function replaceTraced(traced: Traced, pattern: RegExp, words: string): Traced {
  const matches = [...traced.text.matchAll(pattern)];
  if (matches.length === 0) return traced;
  const { text, at } = traced;
  let made = "";
  const places: number[] = [];
  let done = 0;
  for (const match of matches) {
    const end = match.index + match[0].length;
    made += text.slice(done, match.index);
    places.push(...at.slice(done, match.index));
    const becomes = words.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
    made += becomes;
    if (match.indices) places.push(...placesIn(match, words).map((place) => at[place] ?? 0));
    else {
      const last = Math.max(match.index, end - 1);
      for (let count = 0; count < becomes.length; count++) places.push(at[Math.min(match.index + count, last)] ?? 0);
    }
    done = end;
  }
  return { text: made + text.slice(done), at: [...places, ...at.slice(done)] };
}

/** Where each character of a replacement comes from. The first words stand where the match begins, the last where it ends. */
function placesIn(match: RegExpExecArray, words: string): number[] {
  let next = match.index + match[0].length;
  // From the end, as words belong to the group after them.
  return [...words.matchAll(/\$\d|[^$]+/g)]
    .reverse()
    .flatMap(([part], index, parts) => {
      if (!part.startsWith("$"))
        return Array<number>(part.length).fill(index === parts.length - 1 ? match.index : next);
      const [from, to] = match.indices?.[Number(part[1])] ?? [next, next];
      next = from;
      return Array.from({ length: to - from }, (_, count) => to - 1 - count);
    })
    .reverse();
}
