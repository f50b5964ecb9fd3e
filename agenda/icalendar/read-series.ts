import { lastDate, limits } from "../../contract/limits.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import { requireDate } from "../dates.ts";
import type { EntryContent } from "../item-content.ts";
import { daysOf } from "../recurrence-days.ts";
import { requireRecurrence } from "../recurrence-rule.ts";
import { readRule } from "../recurrence-text.ts";
import { hasDate, scheduleOf } from "../schedules.ts";
import { differenceOn, plainContentOn, type SeriesContent, type SeriesException } from "../series.ts";
import { seriesContent, singleContent } from "../stored-series.ts";
import { dateOfDay, dayNumberOf } from "../wall-clock.ts";
import type { FileEntry } from "./entries.ts";
import { type JComponent, parameterOf, propertiesOf, propertyOf, textOf } from "./jcal.ts";
import { type Reading, zoneOf } from "./read-when.ts";
import { ruleText } from "./rule-values.ts";
import { type FileTime, fileTimesOf, inZone } from "./wall-values.ts";

interface Group {
  readonly main: JComponent;
  readonly overrides: readonly JComponent[];
  /** What the main component says; its date is DTSTART's. */
  readonly content: EntryContent;
  readonly uid: string;
  readonly reading: Reading;
  readonly read: (component: JComponent) => EntryContent;
  readonly remark: (words: string) => void;
  readonly remarks: readonly string[];
}

const mostExtraDates = 200;

/**
 * A component with RRULE or RDATE. The rule is checked and expanded by our own, never by the file reader's. Dates that no rule
 * can say (RDATE, a DTSTART that its own rule does not have) become items of their own beside the series.
 * @throws AgendaError("invalid_input") in words
 * @see RFC 5545 §3.8.5
 */
export function readSeries(group: Group): FileEntry[] {
  const { main, content, remark, remarks, uid } = group;
  if (propertyOf(main, "exrule")) throw wrongField([], "It has an EXRULE, which RFC 5545 no longer knows.");
  const rules = propertiesOf(main, "rrule");
  if (rules.length > 1) throw wrongField([], "It repeats by two rules at once.");
  const cancelled = new Set(originalDates(main, "exdate", group));
  const extra = originalDates(main, "rdate", group).slice(0, mostExtraDates);
  const series = rules[0] === undefined ? null : settleRule(ruleText(rules[0][3]), content, remark);
  const alone = new Set(extra);
  if (series === null || series.content.date !== content.date) alone.add(content.date);
  if (extra.length > 0) remark("Dates that no rule says (RDATE) became items of their own.");
  const singles = [...alone]
    .filter(
      (date) =>
        !cancelled.has(date) && !(series && hasDate(scheduleOf(series.content.recurrence, series.content.date), date)),
    )
    .map((date) => single(group, date, `${uid}/${date}`));
  if (series === null) return singles;
  if (content.done) remark("What repeats is done date by date; it was taken as open.");
  const parts = {
    content: { ...series.content, done: false },
    exceptions: exceptionsOf(series.content, cancelled, group),
  };
  return [{ content: seriesContent(parts), remarks }, ...singles];
}

function single({ content, remarks }: Group, date: string, uid: string): FileEntry {
  const moved = plainContentOn({ ...content, recurrence: "" }, requireDate(date, []));
  const imported = content.imported && { ...content.imported, uid };
  return { content: singleContent({ ...moved, ...(imported && { imported }) }), remarks };
}

/** The series, from the first date that its rule has. COUNT counts a DTSTART that the rule does not have, too. */
function settleRule(
  text: string,
  content: EntryContent,
  remark: (words: string) => void,
): { content: SeriesContent } | null {
  const read = readRule(text, []);
  const startDay = dayNumberOf(content.date);
  const rule = { ...read, until: null, count: null };
  const first = daysOf(rule, startDay, startDay, dayNumberOf(lastDate)).next().value;
  if (first === undefined) throw wrongField([], "Its rule never matches.");
  const date = dateOfDay(first);
  if (date === content.date) return { content: { ...content, recurrence: requireRecurrence(text, content, []) } };
  remark("Its first date is none of its rule's, and became an item of its own.");
  if (read.count === 1) return null;
  const counted = read.count === null ? text : text.replace(/COUNT=\d+/, `COUNT=${read.count - 1}`);
  const { recurrence: _, ...moved } = {
    ...content,
    recurrence: "",
    ...plainContentOn({ ...content, recurrence: "" }, date),
  };
  return { content: { ...moved, recurrence: requireRecurrence(counted, moved, []) } };
}

function exceptionsOf(
  content: SeriesContent,
  cancelled: ReadonlySet<string>,
  group: Group,
): Map<string, SeriesException> {
  const schedule = scheduleOf(content.recurrence, content.date);
  const exceptions = new Map<string, SeriesException>();
  for (const date of cancelled) if (hasDate(schedule, date)) exceptions.set(date, { kind: "cancelled" });
  for (const override of group.overrides) {
    const id = propertyOf(override, "recurrence-id");
    const date = id && originalDates(override, "recurrence-id", group)[0];
    if (id && parameterOf(id, "range")) group.remark("A change of one date and all that follow was left out (RANGE).");
    else if (date === undefined || !hasDate(schedule, date))
      group.remark("A change of a date that it does not have was left out.");
    else setException(exceptions, content, date, override, group);
  }
  if (exceptions.size > limits.exceptions) throw wrongField([], `It has more than ${limits.exceptions} exceptions.`);
  return exceptions;
}

function setException(
  exceptions: Map<string, SeriesException>,
  content: SeriesContent,
  date: string,
  override: JComponent,
  { read, remark }: Group,
): void {
  if (textOf(override, "status")?.toUpperCase() === "CANCELLED") {
    exceptions.set(date, { kind: "cancelled" });
    return;
  }
  try {
    const changed = differenceOn(content, date, read(override));
    if (changed !== undefined) exceptions.set(date, { kind: "changed", changed });
  } catch (thrown) {
    if (!(thrown instanceof AgendaError)) throw thrown;
    remark(`The change of ${date} was left out: ${thrown.detail ?? thrown.message}`);
  }
}

/** Dates by which a file means occurrences: on the wall of the item, whatever zone they are written in. */
function originalDates(component: JComponent, name: string, { content, reading, remark }: Group): string[] {
  return propertiesOf(component, name).flatMap((each) => {
    const times = fileTimesOf(each);
    if (times === undefined) remark(`An unreadable ${name.toUpperCase()} was left out.`);
    return (times ?? []).flatMap((time) => {
      try {
        return [onItemsWall(time, content, reading)];
      } catch (thrown) {
        if (!(thrown instanceof AgendaError)) throw thrown;
        remark(`An ${name.toUpperCase()} was left out: ${thrown.detail ?? thrown.message}`);
        return [];
      }
    });
  });
}

function onItemsWall(time: FileTime, { timeZone, startTime }: EntryContent, reading: Reading): string {
  const date = requireDate(time.date, []);
  if (time.time === null || startTime === null) return date;
  const own = time.isUtc ? "UTC" : time.tzid === undefined ? timeZone : zoneOf(time, reading, true);
  return inZone({ date, time: time.time }, own ?? "UTC", timeZone ?? "UTC").date;
}
