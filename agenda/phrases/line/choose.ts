import type { Said, Stretch } from "./stretch.ts";

/** Picks the set of non-overlapping stretches that explains most of a line, with at most one stretch per aspect. */

const bit = { day: 1, time: 2, rule: 4, until: 8, count: 16, length: 32, end: 0 } as const;

/** The aspects (day, time, length, …) that a stretch determines, as bit flags. */
export function aspectsOf(said: Said): number {
  if (said.kind === "moment") return bit.day | bit.time;
  if (said.kind !== "bound") return said.kind === "rule" && said.times ? bit.rule | bit.time : bit[said.kind];
  const { from, until, lasting, count } = said.bounds;
  return (from ? bit.day : 0) | (until || lasting ? bit.until : 0) | (count ? bit.count : 0);
}

/** Whether the aspects make sense together: the end of a rule needs a rule, a length needs a time. */
function isWhole(aspects: number, hasTime: boolean): boolean {
  if (aspects & (bit.until | bit.count) && !(aspects & bit.rule)) return false;
  return !(aspects & bit.length) || (aspects & bit.time) !== 0 || hasTime;
}

interface Way {
  readonly score: number;
  readonly stretches: readonly Stretch[];
}

interface Field {
  /** Number of atoms in the line. */
  readonly length: number;
  /** Whether the atom at an index has letters or digits; tags and URLs do not count. */
  readonly isWord: (index: number) => boolean;
  /** Aspects already determined by another language. */
  readonly aspects: number;
  /** Whether the place where the line was opened already implies a time. */
  readonly hasTime: boolean;
}

export interface Chosen extends Way {
  readonly aspects: number;
}

/**
 * Chooses the stretches that explain the most words with the fewest stretches. On a tie the later ones win: people name the
 * plan first and its date last.
 */
export function chooseFrom(stretches: readonly Stretch[], { length, isWord, aspects, hasTime }: Field): Chosen {
  const usable = stretches.filter((one) => !one.isWeak || isBeside(one, stretches, length, isWord));
  const startingAt = Array.from({ length }, (_, index) => usable.filter(({ start }) => start === index));
  /** The best way to reach each position, keyed by the aspects so far and whether a day came last. */
  const places = Array.from({ length: length + 1 }, () => new Map<string, Chosen>());
  const reach = (index: number, key: string, way: Chosen) => {
    const known = places[index]?.get(key);
    if (!known || way.score >= known.score) places[index]?.set(key, way);
  };
  reach(0, `${aspects}`, { score: 0, stretches: [], aspects });
  for (let index = 0; index < length; index++)
    for (const way of places[index]?.values() ?? []) {
      reach(index + 1, `${way.aspects}`, way);
      for (const stretch of startingAt[index] ?? []) {
        const [said] = stretch.said;
        const more = said ? aspectsOf(said) : 0;
        if (way.aspects & more) continue;
        const last = way.stretches.at(-1);
        if (stretch.follows && !(last?.end === index && endsWith(last, stretch.follows))) continue;
        const words = stretch.end - stretch.start;
        const isBesideLast = last?.end === index ? 1 : 0;
        reach(stretch.end, `${way.aspects | more} ${stretch.kind}`, {
          score: way.score + words * 10 - 3 + isBesideLast + (stretch.kind === "moment" ? 1 : stretch.isBare ? -1 : 0),
          stretches: [...way.stretches, stretch],
          aspects: way.aspects | more,
        });
      }
    }
  const ways = [...(places[length]?.values() ?? [])].filter((way) => isWhole(way.aspects, hasTime));
  return ways.reduce((best, way) => (way.score > best.score ? way : best), { score: 0, stretches: [], aspects });
}

/** Whether a day, one in a rule too, or a time comes last in the stretch. */
function endsWith(stretch: Stretch, what: NonNullable<Stretch["follows"]>): boolean {
  if (what === "dayOrTime") return endsWith(stretch, "day") || endsWith(stretch, "time");
  const { kind, said } = stretch;
  if (kind === what) return true;
  if (what === "time") return said.some((one) => (aspectsOf(one) & bit.time) !== 0);
  if (kind === "day") return true;
  const rules = said.flatMap((one) => (one.kind === "rule" && !one.times ? one.rules : []));
  return rules.some(({ parts }) => what === "date" || parts.includes("BYDAY"));
}

/** Whether only tags follow, or a day or time is adjacent, or there is a time that it may come before. */
function isBeside(one: Stretch, all: readonly Stretch[], length: number, isWord: (index: number) => boolean): boolean {
  if (one.isWeak === "beforeTime" && all.some(({ kind, isWeak, follows }) => kind === "time" && !isWeak && !follows))
    return true;
  const rest = Array.from({ length: length - one.end }, (_, index) => one.end + index);
  // Alone it is the plan itself: "Easter".
  if (one.isWeak !== "beside" && !rest.some(isWord)) return one.start > 0;
  const kinds = one.kind === "day" ? ["time", "end"] : ["day", "rule"];
  // "Sa ab 10": both are weak, and the line ends.
  const isLast = ({ end, isWeak }: Stretch) => isWeak === "atEnd" && !rest.slice(end - one.end).some(isWord);
  return all.some(
    (each) =>
      kinds.includes(each.kind) &&
      (each.start === one.end || (each.end === one.start && !each.follows)) &&
      (!each.isWeak || (each.start === one.end && isLast(each))),
  );
}
