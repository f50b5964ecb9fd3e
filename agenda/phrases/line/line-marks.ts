import { type Atom, unspaced } from "../atoms.ts";
import { remindersIn } from "./line-reminders.ts";
import type { Mark } from "./mark.ts";

/** What a line marks in any language: tags, reminders, a URL, quotes. Offsets refer to the text as typed. */

export interface Marks {
  readonly tags: readonly (Mark & { readonly tag: string })[];
  readonly reminders: readonly (Mark & { readonly reminders: readonly string[] })[];
  readonly url?: Mark & { readonly url: string };
  /** Words that are never parsed. */
  readonly plain: readonly Mark[];
}

/** A letter or digit that a word could go on from; Japanese has no space before the next. */
const joined = String.raw`(?![${unspaced}])[\p{L}\p{N}]`;
/** "#3" is a number. */
const tagPattern = new RegExp(
  String.raw`(?<!${joined}|[_#&/])#(?!\p{N}+(?![\p{L}\p{N}_-]))([\p{L}\p{N}][\p{L}\p{N}_-]*)`,
  "gu",
);
const quotePattern = /"[^"]*"|“[^”“]*[”“]|„[^“”„]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』/gu;
/** Has a scheme, www or a path, or ends in a top-level domain that rarely follows a dot in prose. */
const urlPattern =
  /(?<![\p{L}\p{N}@./-])(?:(?:https?:\/\/|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?=\/)\S*|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|eu|de|fr|es|ch|at|uk|io|app|dev|info)(?![\p{L}\p{N}.@])(?:[?#]\S*)?)/giu;

/** @param asWords words the user has marked as plain text */
export function marksIn(line: string, asWords: readonly string[]): Marks {
  const quotes = [...line.matchAll(quotePattern)].map(placeOf);
  const isOutside = ({ from, to }: Mark) => quotes.every((quote) => to <= quote.from || from >= quote.to);
  const kept = asWords.flatMap((words) => {
    const from = words === "" ? -1 : line.toLowerCase().indexOf(words.toLowerCase());
    return from === -1 ? [] : [{ from, to: from + words.length }];
  });
  const isFree = (mark: Mark) => isOutside(mark) && kept.every(({ from, to }) => mark.to <= from || mark.from >= to);
  const [url] = [...line.matchAll(urlPattern)].map((match) => urlAt(match)).filter(isFree);
  const isNoUrl = ({ from }: Mark) => !url || from < url.from || from >= url.to;
  const tags = [...line.matchAll(tagPattern)]
    .map((match) => ({ ...placeOf(match), tag: match[1] ?? "" }))
    .filter((mark) => isFree(mark) && isNoUrl(mark));
  const reminders = remindersIn(line).filter((mark) => isFree(mark) && isNoUrl(mark));
  return { tags, reminders, plain: [...quotes, ...kept], ...(url && { url }) };
}

const placeOf = (match: RegExpExecArray): Mark => ({ from: match.index, to: match.index + match[0].length });

function urlAt(match: RegExpExecArray): Mark & { url: string } {
  const words = match[0].replace(/[.,;:!?)\]}>'"’]+$/u, "");
  const url = /^https?:\/\//i.test(words) ? words : `https://${words}`;
  return { from: match.index, to: match.index + words.length, url };
}

/** A character that occurs in no language's vocabulary. */
const blank = "ꙮ";

/** Replaces the marked parts with meaningless characters, so that all offsets stay the same. */
export function withoutMarks(line: string, { tags, reminders, url, plain }: Marks): string {
  return [...tags, ...reminders, ...plain, ...(url ? [url] : [])].reduce(
    (text, { from, to }) => text.slice(0, from) + blank.repeat(to - from) + text.slice(to),
    line,
  );
}

export const isBlank = ({ word }: Atom): boolean => word.startsWith(blank);

/** Words that introduce a place; after "en" it must start with a capital or an article. */
const place = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:at|bei|beim|chez)\s+(?!(?:least|most|once|last|first|all)\b)|en\s+)(?=[^\s\0])|(?<!${joined})[@＠]\s?(?=[^\s\0])`,
  "giu",
);
const notPlaces = /\b(?:look|looking|good|bad|better|best|aim|laugh|stare|shout|arrive|en|not)$/i;
/** "chez Paul et Marie" goes on. */
const placeEnd =
  /\s+(?:with|for|about|because|mit|für|wegen|avec|pour|con|para|(?:and|und|et|y)(?!\s+\p{Lu}))\s|[\0,;、]/u;

export interface PlaceSaid extends Mark {
  readonly location: string;
  /** Where the place's name starts, after the introducing word. */
  readonly nameFrom: number;
}

/** Finds the place. @param free the line with everything already understood replaced by "\0" */
export function placeIn(free: string): PlaceSaid | undefined {
  const found = [...free.matchAll(place)].flatMap((match): PlaceSaid[] => {
    const nameFrom = match.index + match[0].length;
    const rest = free.slice(nameFrom);
    // In lower case only "at", "bei" and "chez" are reliable; the i flag would make \p{Lu} match any letter.
    if (/^(?:en|à|im|in der|in)\s/iu.test(match[0]) && !/^(?:\p{Lu}|(?:el|la|los|las|casa|mi)\s)/u.test(rest))
      return [];
    if (/^(?:im|in der|in)\s/iu.test(match[0])) return [];
    if (notPlaces.test(free.slice(0, match.index).trimEnd())) return [];
    const end = rest.search(placeEnd);
    const words = (end === -1 ? rest : rest.slice(0, end)).replace(/[\s.,;:!?–-]+$/u, "");
    if (!/\p{L}/u.test(words) || /^\d+[.:h]?\d*$/u.test(words)) return [];
    return [{ from: match.index, to: nameFrom + words.length, nameFrom, location: words }];
  });
  const last = found.at(-1);
  const around = found.at(-2);
  // "@ Chez Prune"
  return last && around?.nameFrom === last.from
    ? { ...around, location: free.slice(last.from, last.to), to: last.to }
    : last;
}
