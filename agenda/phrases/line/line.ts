import { allDayReminder } from "../../../contract/reminder-times.ts";
import { narrow, unspaced } from "../atoms.ts";
import { type Refusal, whyRefused } from "../refusals.ts";
import { eveningFirst } from "./evening-plans.ts";
import { nowAt } from "./hear.ts";
import { hearIn, languagesFor, markOf } from "./line-hearing.ts";
import { marksIn, placeIn, withoutMarks } from "./line-marks.ts";
import { type LineReading, type LineSetting, readingsOf } from "./line-readings.ts";
import { notEnded, notHeard, notHere, notInRule, notMeant, notRead, otherFeast, type Unread } from "./line-unread.ts";
import type { Mark } from "./mark.ts";
import type { Stretch } from "./stretch.ts";

export type SpanKind = "date" | "time" | "length" | "rule" | "tag" | "url" | "location" | "reminder";

/** A part of the line that was understood. */
export interface LineSpan extends Mark {
  readonly kind: SpanKind;
  /** Whether it is ambiguous. */
  readonly isUnsure?: boolean;
}

export interface ReadLine {
  /** What remains as the item's text; may be empty. */
  readonly text: string;
  readonly tags: readonly string[];
  /** For an item with a start, and for one without. */
  readonly reminders: readonly string[];
  readonly allDayReminders: readonly string[];
  readonly url?: string;
  readonly location?: string;
  /** Candidates, likeliest first; empty only if the line names an impossible date or time. */
  readonly readings: readonly LineReading[];
  /** Whether the first candidates are about equally likely, so that the user is asked. */
  readonly isAsked: boolean;
  /** Whether the line itself names a day, and a time. */
  readonly saysDay: boolean;
  readonly saysTime: boolean;
  readonly spans: readonly LineSpan[];
  /** An impossible date: why, and the nearest valid ones. */
  readonly refused?: Mark & { readonly refusal: Refusal; readonly why: string; readonly nearest: readonly string[] };
  /** Looks like a date but could not be parsed; stays in the text. */
  readonly unread?: Unread;
}

/**
 * Parses a line typed for an item: date and time, and the remaining text. Pure: the clock is an argument. Uses the grammar of
 * `resolvePhrase`, tried at every position where a date could begin.
 */
export function readLine(line: string, setting: LineSetting): ReadLine {
  const marks = marksIn(narrow(line), setting.asWords ?? []);
  const words = withoutMarks(narrow(line), marks);
  const refusals: { refusal: Refusal; why: string; nearest: readonly string[] }[] = [];
  const now = nowAt({
    nowMs: setting.nowMs,
    clock: setting.clock,
    first: setting.weekStart,
    refuse: (refusal, nearest = []) => void refusals.push({ refusal, why: whyRefused(refusal), nearest }),
  });
  const unheard = notHeard(words);
  const heard = unheard ? [] : hearIn(words, languagesFor(setting.locale), now, setting.startTime !== undefined);
  const unmeant = notMeant(words);
  const chosen = heard
    .flatMap(({ language, atoms, stretches }) =>
      stretches.map((one) => ({ ...one, language: language.name, ...markOf(one, atoms) })),
    )
    // "every 8h" is not at eight.
    .filter(({ kind, from, to }) => kind !== "time" || !unmeant || to <= unmeant.from || from >= unmeant.to);

  refusals.length = 0;
  const { readings: possible, isAsked, hasEnd } = readingsOf(chosen, now, setting);
  const stretches = hasEnd ? chosen : chosen.filter(({ kind }) => kind !== "end");
  const isUnsure = isAsked || possible.length === 0;
  const spans = stretches.flatMap((one) => spansOf(one, line, isUnsure));
  const fixed: LineSpan[] = [
    ...marks.tags.map(({ from, to }) => ({ from, to, kind: "tag" as const })),
    ...marks.reminders.map(({ from, to }) => ({ from, to, kind: "reminder" as const })),
    ...(marks.url ? [{ from: marks.url.from, to: marks.url.to, kind: "url" as const }] : []),
  ];
  const place = placeIn(cut(line, [...spans, ...fixed, ...marks.plain], "\0"));
  const hasText = place && textOf(line, [...spans, ...fixed, place]) !== "";
  const all = [...spans, ...fixed, ...(hasText ? [{ from: place.from, to: place.to, kind: "location" as const }] : [])];
  const text = textOf(line, all);
  const readings = eveningFirst(possible, text);
  const [refusal] = readings.length === 0 ? refusals : [];
  const culprit = stretches.find(({ kind }) => kind === "day" || kind === "moment" || kind === "bound") ?? stretches[0];
  const [isDated, isTimed] = [stretches.some(saysDay), stretches.some(saysTime)];
  const times = spans.filter(({ kind }) => kind === "time");
  const outsidePlace = all.filter(({ kind }) => kind !== "location");
  const unread =
    unheard ??
    notEnded(line, chosen, hasEnd) ??
    unmeant ??
    notInRule(line, stretches, now) ??
    notHere(words, times) ??
    (heard[0] && notRead(words, outsidePlace, heard[0], spans, readings[0], isTimed && !isDated)) ??
    (isDated ? undefined : otherFeast(words));
  const reminders = [...new Set(marks.reminders.flatMap(({ reminders }) => reminders))];
  return {
    text,
    tags: [...new Set(marks.tags.map(({ tag }) => tag))],
    reminders,
    allDayReminders: [...new Set(reminders.map(allDayReminder))],
    ...(marks.url && { url: marks.url.url }),
    ...(hasText && { location: place.location }),
    readings,
    isAsked,
    saysDay: isDated,
    saysTime: isTimed,
    spans: all.sort((a, b) => a.from - b.from),
    ...(refusal && culprit && { refused: { ...refusal, from: culprit.from, to: culprit.to } }),
    ...(unread && { unread }),
  };
}

const saysDay = ({ kind, said }: Stretch) =>
  kind === "day" || kind === "moment" || said.some((one) => one.kind === "bound" && one.bounds.from !== undefined);
const saysTime = ({ kind, said }: Stretch) =>
  kind === "time" || kind === "moment" || said.some((one) => one.kind === "rule" && one.times !== undefined);

const kindOf = {
  ...({ day: "date", moment: "date", time: "time", end: "length" } as const),
  ...({ rule: "rule", bound: "rule", length: "length" } as const),
};

/** Letters of a language that puts spaces between words. */
const spaced = new RegExp(`^(?:(?![${unspaced}])\\p{L})+`, "u");
const within = new RegExp(`(?<=[${unspaced}])\0(?=[${unspaced}])`, "gu");

/** The spans of a stretch, extended to whole words and to a preceding word that is meaningless without it. */
function spansOf(stretch: Stretch & Mark & { readonly language: string }, line: string, isAsked: boolean): LineSpan[] {
  const lead =
    /(?<![\p{L}\p{N}])(?:for|on|by|from|until|till|before|b4|für|am|den|zum|vom|von|bis|vor|pour|le|de|du|avant|avt|d.ici|para|el|del|hasta|antes(?: del?)?|día)\s+$/iu.exec(
      line.slice(0, stretch.from),
    );
  // "to pour at 6:30am"
  const isForeign = stretch.language === "English" && lead?.[0].startsWith("pour");
  const isLed = lead && stretch.kind !== "length" && !isForeign;
  const from = isLed ? lead.index : stretch.from;
  const tail = /^(?:から|まで)(?:には|に|の|は|、)?|^T(?=\d\d:)/u.exec(line.slice(stretch.to))?.[0].length ?? 0;
  // A compound such as "Freitagabend" is only removed as a whole.
  const whole = spaced.exec(spaced.test(line.charAt(stretch.to - 1)) ? line.slice(stretch.to) : "")?.[0].length ?? 0;
  // "mar. 14h15"
  const dot =
    /(?<!\p{L})\p{L}{2,5}$/u.test(line.slice(from, stretch.to)) && /^\.(?=\s|$)/.test(line.slice(stretch.to)) ? 1 : 0;
  const trimmed = line.slice(from, stretch.to + whole + tail + dot).replace(/[\s,;]+$/u, "");
  const isUnsure = isAsked && (stretch.kind === "day" || stretch.kind === "moment" || stretch.kind === "rule");
  return [{ from, to: from + trimmed.length, kind: kindOf[stretch.kind], ...(isUnsure && { isUnsure }) }];
}

/** Removes parts of the line. @param filling replaces each removed character */
function cut(line: string, marks: readonly Mark[], filling: string): string {
  return marks.reduce((text, { from, to }) => text.slice(0, from) + filling.repeat(to - from) + text.slice(to), line);
}

function textOf(line: string, marks: readonly Mark[]): string {
  return cut(line, marks, "\0")
    .replaceAll(/\0+/g, "\0")
    .replace(/は(?=[\s、]*\0[\s、。\0]*$)/u, "")
    .replaceAll(within, "")
    .replaceAll(/[\s,;、–-]*\0[\s、]*(?:[,;–-]\s+)?/gu, " ")
    .replaceAll(/\(\s*\)|（\s*）/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\s+([,.;:!?])/g, "$1")
    .replace(/^[\s,.;:、。・〜～–-]+|[\s,;:、〜～–-]+$/gu, "");
}
