import { timeAt } from "../time/wall-clock.ts";
import type { Clock, Kind, PartName } from "./language.ts";
import type { Lattice } from "./lattice.ts";
import type { SaidTime } from "./parsed-parts.ts";
import { alt, map, once, opt, type Parser, seq, token, unless } from "./parsers.ts";

/** Times of the day: "at 3", "half past nine in the morning", "2-4pm", "tomorrow morning". */

const hour = 60;
const noon = 12 * hour;

/** Default hours of a part of the day when no clock time is given (docs/decisions/0086). Minutes since midnight. */
const parts: Readonly<Record<PartName, { start: number; end?: number; name: string }>> = {
  earlyMorning: { start: 6 * hour, end: 9 * hour, name: "early morning" },
  morning: { start: 8 * hour, end: noon, name: "morning" },
  lunch: { start: noon, end: 14 * hour, name: "lunchtime" },
  afternoon: { start: 13 * hour, end: 18 * hour, name: "afternoon" },
  endOfDay: { start: 17 * hour, name: "the end of the day" },
  evening: { start: 18 * hour, end: 22 * hour, name: "evening" },
  night: { start: 20 * hour, end: 23 * hour, name: "night" },
};

export function writeTime(minutes: number): string {
  const within = ((minutes % (24 * hour)) + 24 * hour) % (24 * hour);
  return timeAt(within);
}

/** The default hours of a part of the day. */
export const partTime = (part: PartName): SaidTime => {
  const { start, end, name } = parts[part];
  if (end === undefined) return { start, meaning: `${name} is taken as ${writeTime(start)}` };
  return { start, end, meaning: `${name} is taken as ${writeTime(start)} to ${writeTime(end)}` };
};

/** A clock time, and whether it needs "at" before it, as a bare number does. */
interface Said extends Clock {
  readonly isBare?: boolean;
}

/** @param is24 whether the 24-hour clock was named: "9 Uhr" is in the morning, "3 Uhr" still ambiguous */
const clockOf = (minutes: number, is24 = false): Said | undefined => {
  if (minutes < 0 || minutes >= 24 * hour) return undefined;
  return { minutes, isOpen: minutes >= hour && minutes < (is24 ? 7 * hour : noon) };
};

/** Minutes before an hour: before one it is past noon. */
const clockBefore = (each: number, less: number, is24?: boolean) =>
  clockOf((each === 1 ? 13 : each) * hour - less, is24);

const hourNumber = map(token("NUM"), (each) => (each <= 23 ? each : undefined));
const small = alt(
  map(token("QUARTER"), () => 15),
  map(seq(token("NUM"), opt(token("UNIT"))), ([each, unit]) =>
    each < 60 && (unit ?? "minute") === "minute" ? each : undefined,
  ),
);
const oclock = opt(token("OCLOCK"));
const article = opt(alt(token("THE"), token("LAS")));

/** "15 Uhr 30", but not "15 Uhr eine Stunde" or "15 Uhr 10 Mal". */
const minuteAlone: Parser<number> = (lattice, start) => {
  const follows = (kind: Kind) => lattice[start + 1]?.some((each) => each.kind === kind) === true;
  return follows("UNIT")
    ? []
    : token("NUM")(lattice, start).filter(({ value }) => value % 15 === 0 || !follows("TIMES"));
};

const clock: Parser<Said> = once(
  alt<Said>(
    token("CLOCK"),
    map(seq(token("CLOCK"), token("OCLOCK")), ([each]) => each),
    map(seq(token("CLOCK"), token("MERIDIEM")), ([each, half]) => half12(each.minutes, half)),
    map(seq(token("NUM"), oclock, token("MERIDIEM")), ([each, , half]) => half12(each * hour, half)),
    map(seq(hourNumber, token("OCLOCK")), ([each, is24]) => clockOf(each * hour, is24)),
    map(hourNumber, (each) => {
      const said = clockOf(each * hour);
      return said && { ...said, isBare: true };
    }),
    // half past nine, quarter past nine, ten past nine; viertel nach neun
    map(seq(token("HALF"), opt(token("PAST")), hourNumber, oclock), ([, , each]) => clockOf(each * hour + 30)),
    map(
      seq(
        alt(
          map(token("HALF"), () => 30),
          small,
        ),
        token("PAST"),
        token("NUM"),
        token("MERIDIEM"),
      ),
      ([more, , each, half]) => half12(each * hour + more, half),
    ),
    // quarter to noon, ten to midnight
    map(seq(small, alt(token("TILL"), token("TO")), token("NOON")), ([less, , minutes]) => ({
      minutes: (minutes || 24 * hour) - less,
      isOpen: false,
    })),
    // drei viertel vier
    map(seq(token("NUM"), token("QUARTER"), hourNumber), ([count, , each]) =>
      count === 3 ? clockBefore(each, 15) : undefined,
    ),
    map(seq(small, token("PAST"), hourNumber, oclock), ([more, , each, is24]) => clockOf(each * hour + more, is24)),
    map(seq(small, token("TILL"), hourNumber, oclock), ([less, , each, is24]) => clockBefore(each, less, is24)),
    // halb drei
    map(seq(token("HALFBEFORE"), hourNumber), ([, each]) => clockBefore(each, 30)),
    // neuf heures et demie, las nueve y cuarto, neun Uhr dreißig
    map(
      seq(
        hourNumber,
        oclock,
        token("AND"),
        alt(
          map(token("HALF"), () => 30),
          map(token("QUARTER"), () => 15),
        ),
      ),
      ([each, is24, , more]) => clockOf(each * hour + more, is24),
    ),
    // "las nueve y cinco"; "8 and 20" are two hours
    map(seq(token("LAS"), hourNumber, token("AND"), small), ([, each, , more]) => clockOf(each * hour + more)),
    map(seq(hourNumber, oclock, token("MINUS"), article, small), ([each, is24, , , less]) =>
      clockBefore(each, less, is24),
    ),
    map(seq(token("NUM"), token("HOUR"), opt(token("MINUTE"))), ([each, , more = 0]) =>
      each === 24 && more === 0 ? { minutes: 0, isOpen: true } : clockOf(each * hour + more, true),
    ),
    map(seq(hourNumber, token("OCLOCK"), minuteAlone), ([each, , more]) =>
      more < 60 ? clockOf(each * hour + more, true) : undefined,
    ),
    // "midnight" is ambiguous in its own way: start or end of the day?
    map(token("NOON"), (minutes) => ({ minutes, isOpen: minutes === 0 })),
  ),
);

function half12(minutes: number, half: "am" | "pm"): Said | undefined {
  if (minutes < hour || minutes >= 13 * hour) return undefined;
  const within = (minutes % noon) + (half === "pm" ? noon : 0);
  return { minutes: within, isOpen: within === 0 };
}

const atMidnight: SaidTime = { start: 24 * hour, meaning: "midnight at the end of the day" };

/**
 * A time in the evening or night of a day; after midnight it belongs to the next date. "tonight at 2", "Freitag Nacht um 1".
 * @returns undefined if no night includes the time
 */
export function inNight({ start, end }: SaidTime): SaidTime | undefined {
  if (start === noon) return atMidnight;
  const isNextDay = start < 6 * hour;
  if (!isNextDay && start < 16 * hour) return undefined;
  const by = isNextDay ? 24 * hour : 0;
  return { start: start + by, ...(end !== undefined && { end: end + by }) };
}

/** The candidate times: before noon, after it, or both, likelier first. */
function readClock({ minutes, isOpen }: Clock, part?: PartName): SaidTime[] {
  if (part !== undefined) {
    if (part === "night" && minutes === noon) return [atMidnight];
    // "halb eins nachts"
    if (part === "night" && minutes > noon && minutes < 13 * hour) return [{ start: minutes + noon }];
    const isBefore = part === "morning" || part === "earlyMorning" || (part === "night" && minutes < 6 * hour);
    if (part === "lunch") return [{ start: minutes < 11 * hour ? minutes + noon : minutes }];
    return [{ start: isBefore || minutes >= noon ? minutes : minutes + noon }];
  }
  if (minutes === 0 && isOpen) return [atMidnight, { start: 0, meaning: "midnight at the start of the day" }];
  if (!isOpen) return [{ start: minutes }];
  const [before, after] = [
    { start: minutes, meaning: "before noon" },
    { start: minutes + noon, meaning: "after noon" },
  ];
  return minutes < 7 * hour ? [after, before] : [before, after];
}

const partWord = map(
  seq(opt(alt<unknown>(token("IN"), token("AT"), token("ON"), token("OF"))), article, token("PART")),
  ([, , part]) => part,
);

/** After a clock "morgen" and "mañana" are tomorrow: "15 Uhr morgen". */
const partAfterClock = unless("REL", partWord);

/** The times of an hour without "at" that fit a part of the day: "tonight 9". */
export function hourIn(part: PartName, each: number): SaidTime[] | undefined {
  const { start: from, end = from + hour } = parts[part];
  const fits = (start: number) => start >= from - 2 * hour && start <= end + hour && start < 24 * hour;
  const right = [each * hour, each * hour + noon].filter(fits);
  return right.length > 0 ? right.map((start) => ({ start })) : undefined;
}

/** Whether an hour fits the part of the day that starts at a time, HH:MM. */
export const hourFits = (each: number, startTime: string): boolean =>
  (Object.keys(parts) as PartName[]).some(
    (part) => writeTime(parts[part].start) === startTime && hourIn(part, each) !== undefined,
  );

/** "morning 9": only after a day. */
export const partHour: Parser<SaidTime[]> = map(seq(partWord, token("NUM")), ([part, each]) => hourIn(part, each));

/** An hour without "at". */
export function hourSaid(each: number): SaidTime[] | undefined {
  const said = each > 0 ? clockOf(each * hour) : undefined;
  return said && readClock(said);
}

/** "9": only after a day. */
export const hourAlone: Parser<SaidTime[]> = map(token("NUM"), hourSaid);

const at = opt(alt(token("AT"), token("ON")));
const spoken: Parser<Said> = alt(
  map(seq(token("AT"), article, clock), ([, , said]) => ({ ...said, isBare: false })),
  clock,
);

/** "at 3", "3pm", "at 9 in the morning", "in the morning at 9". */
const oneTime: Parser<SaidTime[]> = alt(
  map(spoken, (said) => (said.isBare ? undefined : readClock(said))),
  map(seq(spoken, partAfterClock), ([said, part]) => readClock(said, part)),
  map(seq(partWord, spoken), ([part, said]) => {
    if (said.isBare) return undefined;
    const times = readClock(said, part);
    return part === "night" ? times.flatMap((time) => inNight(time) ?? []) : times;
  }),
  map(partWord, (part) => [partTime(part)]),
);

/** "von" but not "vom": a word that contains an article introduces days. */
const fromHours = unless("FROMDAY", token("FROM"));

/** "2-4pm", "from 9 to 17", "between 10:00 and 11:30", "von 14 bis 16 Uhr". */
const span: Parser<SaidTime[]> = map(
  seq(
    opt(partWord),
    opt(
      alt<string>(
        map(alt(fromHours, token("AT")), () => "from"),
        map(token("BETWEEN"), () => "between"),
      ),
    ),
    opt(token("LAS")),
    clock,
    joint,
    opt(token("AT")),
    opt(token("LAS")),
    clock,
    opt(partAfterClock),
  ),
  ([before, from, article, first, kinds, , toArticle, last, after]) => {
    // "at 8am and 8pm" are two times.
    if (kinds.includes("AND") && from !== "between") return undefined;
    // "15時から3人で": no hour without "時".
    if (kinds.includes("ONWARD") && last.isBare) return undefined;
    // "martes 4 a las siete": the bare number is a day.
    if (toArticle && !article && !from && first.isBare) return undefined;
    const found = spans({ ...first, isOpen: first.isOpen && first.minutes > 0 }, last, before ?? after);
    // "20 to 5" and "15 to noon" are not spans, and "10-12" is only one during the day.
    const isVague = first.isBare && !from && !before && !after;
    // "2-15" mixes the 12-hour and 24-hour clocks, "salle 3 à 14h" is no span at all, "2-1" a score.
    const isMixed =
      isVague &&
      first.minutes < 7 * hour &&
      (last.isBare
        ? last.minutes > noon || last.minutes <= first.minutes
        : kinds.includes("AT") && last.minutes > noon);
    // "22-1:30", like "22-1", and "9-1am": only from evening into the night.
    const starts = found?.[0]?.start ?? 0;
    const isOvernight = !last.isBare && !kinds.includes("AT") && starts >= 18 * hour && last.minutes <= 8 * hour;
    const isBackwards = isVague && !isOvernight && found?.some(({ start, end = 0 }) => end <= start);
    return isMixed || isBackwards ? undefined : found;
  },
);

/** "午前10時から午後1時まで": each hour with its part of the day. */
const spanOfParts: Parser<SaidTime[]> = map(
  seq(partWord, clock, token("TO"), partWord, clock),
  ([before, first, , after, last]) => {
    const [from] = readClock(first, before);
    const [to] = readClock(last, after);
    return from && to && [{ start: from.start, end: to.start }];
  },
);

/** Between two hours, with all that it may mean: "à" is also "at". */
function joint(lattice: Lattice, start: number) {
  const kinds = lattice[start]?.map(({ kind }) => kind) ?? [];
  return map(alt<unknown>(token("TO"), token("UNTIL"), token("AND")), () => kinds)(lattice, start);
}

/** "22-1": from evening into the night. No other hyphenated hours wrap past midnight. */
const overnight: Parser<SaidTime[]> = map(
  seq(token("DASHED"), opt(token("OCLOCK"))),
  ([
    {
      numbers: [first, last],
    },
  ]) => (first >= 18 && first <= 23 && last <= 6 ? [{ start: first * hour, end: last * hour }] : undefined),
);

function spans(first: Said, last: Said, part: PartName | undefined): SaidTime[] | undefined {
  if (last.isOpen && last.minutes === 0)
    return [{ start: first.isOpen ? first.minutes + noon : first.minutes, end: 24 * hour }];
  const isNoon = (said: Said) => said.minutes === noon || said.minutes === 0;
  if (part !== undefined || (!last.isOpen && !isNoon(last))) {
    // "2-4pm": the start is in the same half of the day, unless that would put it after the end.
    const ends = readClock(last, part)[0]?.start ?? last.minutes;
    const isInNight = !last.isOpen && ends <= 8 * hour && first.minutes >= 6 * hour;
    const starts = first.isOpen
      ? ([first.minutes + noon, first.minutes].find((each) => each < ends) ?? first.minutes + (isInNight ? noon : 0))
      : first.minutes;
    return [{ start: starts, end: ends }];
  }
  if (!first.isOpen && last.isOpen) {
    const end = [last.minutes, last.minutes + noon].find((each) => each > first.minutes);
    return [{ start: first.minutes, end: end ?? last.minutes }];
  }
  if (!first.isOpen) return [{ start: first.minutes, end: last.minutes }];
  const open = readClock(first).map(({ start, meaning }) => {
    const end = [last.minutes, last.minutes + noon].find((each) => each > start && each < 24 * hour);
    return { start, end: end ?? last.minutes, ...(meaning && { meaning }) };
  });
  // "9 to 5" could run overnight, but nobody means that.
  const daily = open.filter(({ start, end }) => end > start);
  const [only] = daily;
  return only && daily.length === 1 ? [{ start: only.start, end: only.end }] : daily.length > 0 ? daily : open;
}

/** "for two hours", after a time. */
const lasting = map(seq(token("FOR"), token("NUM"), token("UNIT")), ([, count, unit]) => {
  if (count < 1 || count > 1000) return undefined;
  return unit === "hour" ? count * hour : unit === "minute" ? count : undefined;
});

/** "after 6pm", "nach 18 Uhr": treated as the start time. */
const notBefore: Parser<SaidTime[]> = map(seq(token("AFTER"), article, alt(oneTime, hourAlone)), ([, , times]) =>
  times.every(({ end }) => end === undefined)
    ? times.map(({ start }) => ({ start, meaning: `${writeTime(start)} or later` }))
    : undefined,
);

/** "in the evening", "am Abend": a part of the day with a preposition, so it is not a noun that names the plan. */
export const partAlone: Parser<SaidTime[]> = alt(
  map(seq(alt<unknown>(token("IN"), token("AT"), token("ON")), article, token("PART")), ([, , part]) => [
    partTime(part),
  ]),
  map(token("PART"), (part) => (part === "endOfDay" ? [partTime(part)] : undefined)),
);

const endAfter = (word: Parser<unknown>): Parser<number[]> =>
  map(seq(word, opt(token("AT")), article, clock), ([, , , said]) =>
    readClock({ ...said, isOpen: said.isOpen && said.minutes > 0 }).map(({ start }) => start),
  );

/** "until 18:00" after a day: only the end is given. */
export const onlyEnd: Parser<number[]> = endAfter(alt<unknown>(token("UNTIL"), token("BEFORE")));

/** "before noon": a deadline, stored when it is. */
export const deadline: Parser<SaidTime[]> = map(endAfter(token("BEFORE")), (ends) => ends.map((start) => ({ start })));

/** "until 18:00" apart from its start. */
export const endAlone: Parser<number[]> = endAfter(token("UNTIL"));

/** Every phrase that gives a time of day. */
export const timeOfDay: Parser<SaidTime[]> = once(
  alt(
    map(seq(at, oneTime), ([, times]) => times),
    map(seq(oneTime, alt(token("ONWARD"), token("UPTO"))), ([times]) => times),
    notBefore,
    map(seq(alt(span, spanOfParts), opt(token("UPTO"))), ([times]) => times),
    overnight,
    map(seq(oneTime, lasting), ([times, minutes]) =>
      minutes < 24 * hour ? times.map(({ start }) => ({ start, end: start + minutes })) : undefined,
    ),
  ),
);

/** Like `timeOfDay`, when no day precedes it: then "morgen" and "mañana" mean tomorrow, not morning. */
export const timeFirst: Parser<SaidTime[]> = once((lattice, start) => {
  const all = lattice[start] ?? [];
  const bare = all.filter(({ kind }) => kind !== "PART");
  if (bare.length === all.length) return timeOfDay(lattice, start);
  return timeOfDay([...lattice.slice(0, start), bare, ...lattice.slice(start + 1)], start);
});
