import type { Weekday } from "../../contract/fields/time.ts";
import { AgendaError } from "../../contract/problems.ts";
import { instantOf, wallTimeIn } from "../time/instants.ts";
import { refuseSkipped } from "../time/skipped-times.ts";
import { atomsOf } from "./atoms.ts";
import { askChrono } from "./chrono.ts";
import type { Language } from "./language.ts";
import { heardIn, latticeOf, strangersIn } from "./lattice.ts";
import { hear, languages, nowAt, placed, type Reading, readingOf } from "./line/hear.ts";
import { type Draft, type Now, withMeaning, type ZoneClock } from "./parsed-parts.ts";
import { type Refusal, whyRefused } from "./refusals.ts";

export interface Resolved {
  phrase: string;
  readings?: Reading[];
  /** The words that could not be parsed; the whole phrase if they make no sense together. */
  notUnderstood?: string[];
  reason?: string;
}

/** Anything longer is prose, not a date. */
const mostWords = 30;
const mostReadings = 8;

/**
 * Resolves a date phrase at an instant in a zone: every sensible reading, likeliest first, or none if any word is left over.
 * Pure: the clock is an argument.
 * @param nowMs Unix time in milliseconds
 * @param timeZone a valid IANA name
 */
export function resolvePhrase(phrase: string, nowMs: number, timeZone: string, first: Weekday = "Monday"): Resolved {
  const refusals: string[] = [];
  const refuse = (refusal: Refusal) => {
    const why = whyRefused(refusal);
    if (!refusals.includes(why)) refusals.push(why);
  };
  const now = nowAt({ nowMs, clock: clockOf(timeZone), first, refuse });

  const atoms = atomsOf(phrase);
  if (atoms.length === 0) return { phrase, notUnderstood: [], reason: "It holds no words." };
  if (atoms.length > mostWords)
    return {
      phrase,
      notUnderstood: [phrase],
      reason: `More than ${mostWords} words: send only the words that say when.`,
    };

  const heard = languages
    .filter(({ script }) => script === undefined || script.test(phrase))
    .map((spoken) => ({ spoken, drafts: hear(phrase, spoken, now) }));
  const understood = heard.filter(({ drafts }) => drafts.length > 0);
  if (understood.length === 0 && refusals.length === 0)
    for (const each of heard) {
      each.drafts = askChrono(phrase, each.spoken, now).flatMap((draft) => placed(draft, now));
      if (each.drafts.length > 0) understood.push(each);
    }
  const readings = gather(understood, now);
  if (readings.length > 0) return { phrase, readings };
  if (refusals.length > 0) return { phrase, notUnderstood: [phrase], reason: refusals.slice(0, 3).join(" ") };
  return { phrase, ...leftOver(phrase, atoms) };
}

interface Heard {
  readonly spoken: Language;
  readonly drafts: readonly Draft[];
}

/** The distinct readings of all languages. If languages disagree, each reading says which one it comes from. */
function gather(understood: readonly Heard[], now: Now): Reading[] {
  const found = new Map<string, { reading: Reading; languages: Set<string> }>();
  for (const { spoken, drafts } of understood)
    for (const draft of drafts) {
      const reading = readingOf(draft);
      const { meaning: _, ...what } = reading;
      const key = JSON.stringify(what);
      const known = found.get(key);
      if (known) known.languages.add(spoken.name);
      else found.set(key, { reading, languages: new Set([spoken.name]) });
    }
  const all = [...found.values()];
  const isShared = (each: (typeof all)[number]) => each.languages.size === understood.length;
  const isDisputed = understood.length > 1 && all.some((each) => !isShared(each));
  return all
    .map(({ reading, languages: spokenIn }) =>
      isDisputed && spokenIn.size < understood.length
        ? withMeaning(reading, `read as ${[...spokenIn].join(" or ")}`)
        : reading,
    )
    .sort((a, b) => Number((a.endDate ?? a.date) < now.today) - Number((b.endDate ?? b.date) < now.today))
    .slice(0, mostReadings);
}

/** The unknown words, judged by the language that knows most of the others. */
function leftOver(phrase: string, atoms: readonly string[]): Pick<Resolved, "notUnderstood" | "reason"> {
  const [best] = languages
    .map((spoken) => {
      const words = heardIn(phrase, spoken).map(({ word }) => word);
      return strangersIn(words, latticeOf(words, spoken));
    })
    .sort((a, b) => a.length - b.length);
  if (best === undefined || best.length === 0)
    return {
      notUnderstood: [phrase],
      reason: "Each word is known, but together they name no date. Say it in other words.",
    };
  const isNothing = best.length === atoms.length;
  return {
    notUnderstood: isNothing ? [phrase] : best,
    reason: isNothing
      ? "These are no words for a date."
      : "Send only the words that say when, without what happens then.",
  };
}

/** A zone's clock, backed by Temporal. @param timeZone a valid IANA name */
export const clockOf = (timeZone: string): ZoneClock => ({
  wallAt: (ms) => wallTimeIn(ms, timeZone),
  momentOf: (date, time) => instantOf(date, time, timeZone),
  whySkipped: (date, time) => {
    try {
      refuseSkipped(date, time, timeZone, []);
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof AgendaError)) throw thrown;
      return thrown.message;
    }
  },
});
