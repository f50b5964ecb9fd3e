import type { Atom } from "../atoms.ts";
import { singleDay } from "../day-phrases.ts";
import type { Kind, Language } from "../language.ts";
import type { Lattice } from "../lattice.ts";
import { dayAndTime, inPart, todayBefore } from "../moments.ts";
import type { Now, SaidTime } from "../parsed-parts.ts";
import { alt, map, opt, type Parser, seq, token } from "../parsers.ts";
import { severalDays } from "../ranges.ts";
import { bound, everyPart, everyPartAt } from "../recurring.ts";
import { dayOfEachMonth, fromTo, repeated, weekdaysApart, weekdaysOfTime } from "../repeat-phrases.ts";
import { deadline, endAlone, hourAlone, partAlone, partHour, timeFirst, timeOfDay } from "../times.ts";
import type { Said, Stretch } from "./stretch.ts";
import { isClosed, isTimesSign, strengthOf } from "./weak-words.ts";

const isPart = ({ meaning }: SaidTime) => meaning?.includes("is taken as") === true;

const minutesIn = map(token("UNIT"), (unit) => (unit === "hour" ? 60 : unit === "minute" ? 1 : undefined));
const oneLength: Parser<number> = map(seq(token("NUM"), minutesIn), ([count, minutes]) => count * minutes);
const aLength: Parser<number> = alt(
  oneLength,
  // "1h30"
  map(token("CLOCK"), ({ minutes }) => minutes),
  map(seq(oneLength, opt(token("AND")), oneLength), ([hours, , minutes]) =>
    hours % 60 === 0 && minutes < 60 ? hours + minutes : undefined,
  ),
  map(seq(oneLength, opt(token("AND")), token("NUM")), ([hours, , minutes]) =>
    hours % 60 === 0 && minutes > 1 && minutes < 60 ? hours + minutes : undefined,
  ),
  map(seq(oneLength, token("AND"), opt(token("NUM")), token("HALF")), ([hours]) =>
    hours % 60 === 0 ? hours + 30 : undefined,
  ),
);
const isLength = (minutes: number) => (minutes >= 1 && minutes < 1440 ? minutes : undefined);

const each: readonly Parser<Said>[] = [
  map(alt(singleDay, severalDays, dayOfEachMonth), (day): Said => ({ kind: "day", day })),
  map(fromTo, (weekdays): Said => ({ kind: "day", day: () => [], weekdays })),
  map(timeFirst, (times): Said | undefined => (times.every(isPart) ? undefined : { kind: "time", times })),
  map(partAlone, (times): Said => ({ kind: "time", times })),
  map(alt(dayAndTime, todayBefore), (moment): Said => ({ kind: "moment", moment })),
  map(repeated, (rules): Said => ({ kind: "rule", rules })),
  map(everyPart, ({ rules, part }): Said => ({ kind: "rule", rules, times: [part] })),
  map(everyPartAt, ({ rules, times }): Said => ({ kind: "rule", rules, times })),
  map(weekdaysApart, (rules): Said => ({ kind: "rule", rules })),
  map(seq(weekdaysOfTime, alt(timeOfDay, hourAlone)), ([rules, times]): Said => ({ kind: "rule", rules, times })),
  map(seq(timeFirst, weekdaysOfTime), ([times, rules]): Said => ({ kind: "rule", rules, times })),
  // "6:30 every weekday morning"
  map(seq(timeFirst, repeated, token("PART")), ([said, rules, part]): Said | undefined => {
    const times = inPart(part, said);
    return times && { kind: "rule", rules, times };
  }),
  map(bound, (bounds): Said | undefined => {
    const unit = bounds.lasting?.unit;
    return unit === "hour" || unit === "minute" ? undefined : { kind: "bound", bounds };
  }),
  map(deadline, (times): Said => ({ kind: "time", times })),
  map(endAlone, (ends): Said => ({ kind: "end", ends })),
  map(seq(token("FOR"), aLength), ([, minutes]): Said | undefined =>
    isLength(minutes) ? { kind: "length", minutes } : undefined,
  ),
];
const anyStretch = alt(...each);
const bareLength = map(aLength, (minutes) => (isLength(minutes) ? { kind: "length" as const, minutes } : undefined));
/** Parts of the day that are also activities: even after a day they are the plan, not the time. */
const meals = /^(?:lunch|comida|almuerzo|dejeuner)$/;
const partAfterDay = map(timeOfDay, (times): Said => ({ kind: "time", times }));

/**
 * Every stretch that can be parsed, at any start and end.
 * @param line the words that the atoms are of
 * @param isOwn whether the user has set this language
 */
export function stretchesIn(
  line: string,
  atoms: readonly Atom[],
  lattice: Lattice,
  spoken: Language,
  now: Now,
  isOwn: boolean,
): Stretch[] {
  const found = new Map<string, Omit<Stretch, "said"> & { said: Said[] }>();
  // In a 24-hour language, 6:42 means the morning.
  const add = (value: Said, start: number, end: number, more: Pick<Stretch, "follows" | "isBare"> = {}) => {
    const isWritten = !spoken.isTwelveHour && /[:h]\d\d$/.test(atoms[end - 1]?.word ?? "");
    const said =
      value.kind === "time" && isWritten
        ? { ...value, times: [...value.times].sort((a, b) => a.start - b.start) }
        : value;
    const key = `${said.kind} ${start} ${end}`;
    const known = found.get(key);
    if (known) known.said.push(said);
    else found.set(key, { ...more, kind: said.kind, said: [said], start, end });
  };
  lattice.forEach((tokens, start) => {
    // A stretch starts only at a word that means something.
    if (tokens.length === 0) return;
    // "every 8 hours" is no time.
    const has = (index: number, kinds: readonly Kind[]) =>
      lattice[index]?.some(({ kind }) => kinds.includes(kind)) === true;
    const isEvery = has(start - 1, ["EVERY"]) || (has(start - 1, ["THE", "LAS"]) && has(start - 2, ["EVERY"]));
    if (isEvery && tokens.some(({ kind }) => kind === "NUM")) return;
    for (const { value, end } of anyStretch(lattice, start)) {
      const words = line.slice(atoms[start]?.from, atoms[end - 1]?.to);
      add(value, start, end, value.kind === "bound" && isTimesSign.test(words) ? { follows: "dayOrTime" } : {});
    }
    for (const { value, end } of bareLength(lattice, start)) {
      // "12:30 13:30" are two times.
      if (/^\d+:\d\d$/.test(atoms[end - 1]?.word ?? "") && value.minutes > 720) continue;
      // "1h30" and "2h" may be hours of the day, in French and to who speaks another language, but not in "cours de 2h".
      const isHour = /^(?:\d+h\d+|h)$/.test(atoms[end - 1]?.word ?? "");
      const isOpen = atoms[start - 1]?.word !== "de" && (!isOwn || spoken.name === "French");
      const isSure = /^\d+$/.test(atoms[start]?.word ?? "") && !(isHour && isOpen);
      if ((isHour && value.minutes > 720) || /^an?$/.test(atoms[start]?.word ?? "")) continue;
      add(value, start, end, { isBare: true, ...(!isSure && { follows: "time" }) });
    }
    for (const { value: times, end } of partHour(lattice, start))
      add({ kind: "time", times }, start, end, { follows: "day" });
    if (/^\d/.test(atoms[start]?.word ?? "") && isClosed(start + 1, atoms, line))
      for (const { value: times, end } of hourAlone(lattice, start))
        add({ kind: "time", times }, start, end, { follows: "date" });
    const isKnown = (end: number) => found.has(`time ${start} ${end}`);
    if (tokens.some(({ kind }) => kind === "PART") && !meals.test(atoms[start]?.word ?? ""))
      for (const { value, end } of partAfterDay(lattice, start))
        if (!isKnown(end)) add(value, start, end, { follows: "day" });
  });
  // "ab Januar" is a start, not all January, and "Tuesday and Thursday" is not Wednesday.
  const isOther = ({ said, start, end }: Stretch) =>
    found.has(`rule ${start} ${end}`) ||
    (found.has(`bound ${start} ${end}`) &&
      lattice[start]?.some(({ kind }) => kind === "STARTING") === true &&
      said.some((one) => one.kind === "day" && one.day(now).some(({ isPeriod }) => isPeriod)));
  const all: readonly Stretch[] = [...found.values()];
  return all.flatMap((stretch) => {
    if (stretch.kind === "day" && isOther(stretch)) return [];
    const strength = strengthOf(stretch, atoms, lattice, spoken, now, line, isOwn);
    return strength === "none" ? [] : [strength === "full" ? stretch : { ...stretch, isWeak: strength }];
  });
}
