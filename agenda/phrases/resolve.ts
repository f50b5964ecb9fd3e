import type { Weekday } from "../../contract/fields/time.ts";
import { AgendaError } from "../../contract/problems.ts";
import { weekdays } from "../settings/stored-settings.ts";
import { partsOf, weekdayOf } from "../time/dates.ts";
import { wallTimeIn } from "../time/instants.ts";
import { refuseSkipped } from "../time/skipped-times.ts";
import { atomsOf } from "./atoms.ts";
import { askChrono } from "./chrono.ts";
import { dateFrom } from "./day-arithmetic.ts";
import type { Language } from "./language.ts";
import { latticeOf, strangersIn } from "./lattice.ts";
import { moment } from "./moments.ts";
import { type Draft, type Now, withMeaning } from "./parsed-parts.ts";
import { alt, whole } from "./parsers.ts";
import { recurring } from "./recurring.ts";
import { writeTime } from "./times.ts";
import { english } from "./words/english.ts";
import { french } from "./words/french.ts";
import { german } from "./words/german.ts";
import { spanish } from "./words/spanish.ts";

/** One thing that a phrase may mean. Dates YYYY-MM-DD, the last one inclusive; times HH:MM on the wall of the zone that was given. */
export interface Reading {
  date: string;
  weekday: Weekday;
  startTime?: string;
  endDate?: string;
  endTime?: string;
  /** @see RFC 5545 §3.3.10 */
  recurrence?: string;
  /** Which of several readings this is, or what was taken for what. */
  meaning?: string;
}

export interface Resolved {
  phrase: string;
  readings?: Reading[];
  /** The words that nothing could be made of; the whole phrase when they make no sense together. */
  notUnderstood?: string[];
  /** Why not. */
  reason?: string;
}

const languages: readonly Language[] = [english, german, french, spanish];
const phraseGrammar = alt(moment, recurring);
/** Longer phrases are stories, not dates. */
const mostWords = 30;
const mostReadings = 8;

/**
 * What a phrase for a date means, heard at a moment in a zone: every sensible reading, the likeliest first, or none at all when
 * one word of it is left over. Pure: the clock is an argument.
 * @param nowMs since 1970
 * @param timeZone an IANA name that exists
 */
export function resolvePhrase(phrase: string, nowMs: number, timeZone: string, first: Weekday = "Monday"): Resolved {
  const { date: today, time } = wallTimeIn(nowMs, timeZone);
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  const refusals: string[] = [];
  const refuse = (why: string) => void (refusals.includes(why) || refusals.push(why));
  const now: Now = {
    nowMs,
    timeZone,
    today,
    minutes: hours * 60 + rest,
    from: today,
    refuse,
    weekStart: weekdays.indexOf(first) + 1,
  };

  const atoms = atomsOf(phrase);
  if (atoms.length === 0) return { phrase, notUnderstood: [], reason: "It holds no words." };
  if (atoms.length > mostWords)
    return {
      phrase,
      notUnderstood: [phrase],
      reason: `More than ${mostWords} words: send only the words that say when.`,
    };

  const heard = languages.map((spoken) => ({ spoken, drafts: hear(phrase, spoken, now) }));
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

function hear(phrase: string, spoken: Language, now: Now): Draft[] {
  const lattice = latticeOf(atomsOf(spoken.prepare(phrase)), spoken);
  return whole(phraseGrammar, lattice).flatMap((make) => make(now).flatMap((draft) => placed(draft, now)));
}

/** Drafts that the agenda would take: dates within its years, times that the clocks of the zone do not skip. */
function placed(draft: Draft, now: Now): Draft[] {
  if (isBackwards(draft)) return [];
  for (const date of [draft.date, draft.endDate ?? draft.date]) {
    const { year, month, day } = partsOf(date);
    if (dateFrom(year, month, day) === undefined) {
      now.refuse("The agenda takes dates from 1900 to 2199.");
      return [];
    }
  }
  try {
    if (draft.start !== undefined && !draft.recurrence)
      refuseSkipped(draft.date, writeTime(draft.start), now.timeZone, []);
    if (draft.end !== undefined && !draft.recurrence)
      refuseSkipped(draft.endDate ?? draft.date, writeTime(draft.end), now.timeZone, []);
  } catch (thrown) {
    if (!(thrown instanceof AgendaError)) throw thrown;
    now.refuse(thrown.message);
    return [];
  }
  return [draft];
}

/** Whether it would end before it starts, or has only half of what a timed one over several days needs. */
function isBackwards({ date, endDate = date, start, end }: Draft): boolean {
  if (endDate < date) return true;
  if (start === undefined) return end !== undefined;
  return end === undefined ? endDate > date : endDate === date && end <= start;
}

interface Heard {
  readonly spoken: Language;
  readonly drafts: readonly Draft[];
}

/** The different readings of all languages. Where languages disagree, each reading says which it is. */
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

function readingOf({ date, endDate, start, end, recurrence, meaning }: Draft): Reading {
  return {
    date,
    weekday: weekdayOf(date),
    ...(start !== undefined && { startTime: writeTime(start) }),
    ...(endDate !== undefined && endDate !== date && { endDate }),
    ...(end !== undefined && { endTime: writeTime(end) }),
    ...(recurrence !== undefined && { recurrence }),
    ...(meaning && { meaning }),
  };
}

/** The words that mean nothing in the language that knows most of the others. */
function leftOver(phrase: string, atoms: readonly string[]): Pick<Resolved, "notUnderstood" | "reason"> {
  const [best] = languages
    .map((spoken) => {
      const words = atomsOf(spoken.prepare(phrase));
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
