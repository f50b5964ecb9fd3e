import { lastDate } from "../../../contract/first-limits.ts";
import { limits } from "../../../contract/limits.ts";
import { AgendaError } from "../../../contract/problems.ts";
import type { EntryContent, SeriesException } from "../../item/item-content.ts";
import { requireRecurrence } from "../../recurrence/require-recurrence.ts";
import { daysOf } from "../../recurrence/rule-days.ts";
import { readRule } from "../../recurrence/rule-text.ts";
import { hasDate, scheduleOf } from "../../recurrence/schedule.ts";
import { differenceOn, plainContentOn, type SeriesContent, scheduleOfSeries } from "../../series/series.ts";
import { hasOccurrences } from "../../series/series-edits.ts";
import { seriesContent, singleContent } from "../../series/stored-series.ts";
import { addDays } from "../../time/dates.ts";
import { requireDate } from "../../time/require-date.ts";
import { dateOfDay, dayNumberOf } from "../../time/wall-clock.ts";
import { compareRevisions, type JComponent, parameterOf, propertyOf } from "../jcal.ts";
import { rulesOf } from "../rule-values.ts";
import { type FileEntry, notTaken, reasonOf } from "./file-entry.ts";
import { isWholeDays, zoneOfDays } from "./read-when.ts";
import { datesTakenAway, type ExtraDates, extraDates, type Group, nameOf, originalTimes } from "./series-dates.ts";
import { isCancelled, partAt, partsFrom, type SeriesPart } from "./series-parts.ts";
import { inZone } from "./wall-values.ts";

/**
 * Reads a component with RRULE or RDATE. The rule is validated and expanded by our own code, never by the file reader. Dates
 * that no rule covers (RDATE, or a DTSTART that its own rule does not match) become separate items; a change from one date
 * onwards becomes a separate series.
 * @throws AgendaError("invalid_input") with a message for the user
 * @see RFC 5545 §3.8.5
 */
export function readSeries(group: Group): FileEntry[] {
  const { main, content, remark, remarks, uid } = group;
  const rules = rulesOf(main, "rrule").map((rule) => (isWholeDays(main) ? endingOnDay(rule, group) : rule));
  if (rules.length > 1) throw notTaken("calendars.twoRules");
  const series = rules[0] === undefined ? null : settleRule(rules[0], content, remark);
  const alone = datesAlone(series, group);
  const cancelled = new Set(series === null ? [] : datesTakenAway(series, group));
  for (const at of originalTimes(main, "exdate", alone, group)) {
    const name = nameOf(at, content);
    const wasAlone = alone.delete(name);
    if (!wasAlone || name === at.date) cancelled.add(at.date);
    if (!wasAlone && name !== at.date) remark("calendars.otherTime", { isDate: String(isDateOf(series, at.date)) });
  }
  const changes = changesIn(series, alone, group);
  const parts = series === null ? [] : partsFrom(series, changes.fromThere, group);
  const exceptions = exceptionsOf(parts, cancelled, changes.ofOne, group);
  const taken = parts.flatMap((part) => entryOf(part, exceptions.get(part) ?? new Map(), group));
  const singles = [...alone].map(([name, each]) => single(each.content, `${uid}/${name}`, remarks));
  if (taken.length + singles.length === 0) throw notTaken("calendars.allCancelled");
  return [...taken, ...singles];
}

/**
 * The series, starting at the first date its rule matches; null if there is none or the series ends before it. COUNT also
 * counts a DTSTART that the rule does not match.
 */
function settleRule(text: string, content: EntryContent, remark: Group["remark"]): SeriesContent | null {
  const read = readRule(text, []);
  const startDay = dayNumberOf(content.date);
  const rule = { ...read, until: null, count: null };
  const first = daysOf(rule, startDay, startDay, dayNumberOf(lastDate)).next().value;
  if (first === undefined) return onlyItself("never", remark);
  const date = dateOfDay(first);
  const open = { ...content, done: false };
  const start = date === content.date ? open : plainContentOn({ ...open, recurrence: "" }, date);
  if (read.until !== null && endsBefore(text, start)) return onlyItself("ended", remark);
  if (content.done) remark("calendars.takenAsOpen");
  if (date === content.date) return { ...open, recurrence: requireRecurrence(text, content, []) };
  remark("calendars.firstAlone");
  const counted = read.count === null ? text : text.replace(/COUNT=\d+/, `COUNT=${read.count - 1}`);
  return read.count === 1 ? null : { ...start, recurrence: requireRecurrence(counted, start, []) };
}

/** A rule of whole days written as midnights, whose UNTIL is a midnight as well: an instant on its last day. */
const endingOnDay = (rule: string, { main, readingOf, remark }: Group): string =>
  rule.replace(
    /(?<=UNTIL=)(\d{4})(\d\d)(\d\d)T([01]\d|2[0-3])([0-5]\d)\d\dZ/,
    (until, year, month, day, hour, minute) => {
      const date = `${year}-${month}-${day}`;
      if (date > lastDate) return until;
      const wall = { date: requireDate(date, []), time: `${hour}:${minute}` };
      return inZone(wall, "UTC", zoneOfDays(main, readingOf(main), remark)).date.replaceAll("-", "");
    },
  );

function onlyItself(why: "never" | "ended", remark: Group["remark"]): null {
  remark("calendars.onlyFirst", { why });
  return null;
}

/** Whether a rule, whose UNTIL may be an instant in UTC, ends before its own first date. */
function endsBefore(text: string, first: EntryContent): boolean {
  try {
    requireRecurrence(text, first, []);
    return false;
  } catch (thrown) {
    if (thrown instanceof AgendaError) return true;
    throw thrown;
  }
}

const isDateOf = (series: SeriesContent | null, date: string): boolean =>
  series !== null && hasDate(scheduleOf(series.recurrence, series.date), date);

/** The dates that no rule covers: DTSTART if its rule does not match it, and RDATEs. */
function datesAlone(series: SeriesContent | null, group: Group): ExtraDates {
  const { content, remark } = group;
  const extra = extraDates(group);
  const alone: ExtraDates = new Map();
  for (const [name, each] of extra) if (name !== each.at.date || !isDateOf(series, name)) alone.set(name, each);
  if (alone.size > 0) remark("calendars.extraAlone");
  const isOfRule = series !== null && series.date === content.date;
  if (!isOfRule && !alone.has(content.date))
    alone.set(content.date, { at: { date: content.date, time: content.startTime }, content });
  return alone;
}

/** Applies the overrides: directly to a separate date, otherwise as a change of one occurrence or of all from one date on. */
function changesIn(series: SeriesContent | null, alone: ExtraDates, group: Group) {
  const ofOne = new Map<string, JComponent>();
  const fromThere = new Map<string, JComponent>();
  for (const override of group.overrides) {
    const at = originalTimes(override, "recurrence-id", alone, group)[0];
    const id = propertyOf(override, "recurrence-id");
    const name = at && [nameOf(at, group.content), at.date].find((each) => alone.has(each));
    if (at === undefined) group.remark("calendars.noSuchDate");
    else if (name !== undefined) changeAlone(alone, name, override, group);
    else if (!isDateOf(series, at.date)) group.remark("calendars.noSuchDate");
    else if (id && parameterOf(id, "range")?.toUpperCase() === "THISANDFUTURE") fromThere.set(at.date, override);
    else ofOne.set(at.date, override);
  }
  return { ofOne, fromThere };
}

function changeAlone(alone: ExtraDates, name: string, override: JComponent, group: Group): void {
  const there = alone.get(name);
  if (isCancelled(override)) alone.delete(name);
  else if (there) orRemark(name, group, () => alone.set(name, { ...there, content: group.read(override) }));
}

function orRemark(date: string, { remark }: Group, change: () => void): void {
  try {
    change();
  } catch (thrown) {
    remark("calendars.changeLeftOut", { day: { date }, why: reasonOf(thrown) });
  }
}

type Exceptions = Map<string, SeriesException>;

/** Cancelled and changed dates, each with the part of the series it belongs to and keyed by its date there. */
function exceptionsOf(
  parts: readonly SeriesPart[],
  cancelled: ReadonlySet<string>,
  changes: ReadonlyMap<string, JComponent>,
  group: Group,
): Map<SeriesPart, Exceptions> {
  const found = new Map<SeriesPart, Exceptions>(parts.map((part) => [part, new Map()]));
  const place = (date: string) => {
    const part = partAt(parts, date);
    const there = part && addDays(date, part.days);
    return part && there && hasDate(scheduleOfSeries(part), there) ? { part, there } : undefined;
  };
  for (const date of cancelled) {
    const placed = place(date);
    if (placed) found.get(placed.part)?.set(placed.there, { kind: "cancelled" });
  }
  for (const [date, override] of changes) {
    const placed = place(date);
    // The main component is newer than this override and has since excluded the date.
    if (placed && cancelled.has(date) && compareRevisions(override, group.main) < 0) continue;
    if (placed === undefined) group.remark("calendars.noSuchDate");
    else if (isCancelled(override)) found.get(placed.part)?.set(placed.there, { kind: "cancelled" });
    else
      orRemark(date, group, () => {
        const changed = differenceOn(placed.part.content, placed.there, group.read(override));
        if (changed) found.get(placed.part)?.set(placed.there, { kind: "changed", changed });
        else found.get(placed.part)?.delete(placed.there);
      });
  }
  return found;
}

function entryOf({ content }: SeriesPart, exceptions: Exceptions, { remarks }: Group): FileEntry[] {
  if (exceptions.size > limits.exceptions) throw notTaken("calendars.exceptions", { most: limits.exceptions });
  const parts = { content, exceptions };
  return hasOccurrences(parts) ? [{ content: seriesContent(parts), remarks }] : [];
}

function single(content: EntryContent, uid: string, remarks: FileEntry["remarks"]): FileEntry {
  const imported = content.imported && { ...content.imported, uid };
  return { content: singleContent({ ...content, ...(imported && { imported }) }), remarks };
}
