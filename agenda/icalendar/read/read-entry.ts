import { limits } from "../../../contract/limits.ts";
import type { Said } from "../../../messages/said.ts";
import type { EntryContent } from "../../item/item-content.ts";
import type { ItemTimes } from "../../item/item-times.ts";
import { singleContent } from "../../series/stored-series.ts";
import {
  compareRevisions,
  componentsOf,
  type JComponent,
  type JProperty,
  parameterOf,
  propertyOf,
  textOf,
} from "../jcal.ts";
import { isMeant, readAlarm } from "../reminder-alarms.ts";
import { rulesOf } from "../rule-values.ts";
import { titleOf, wordsOf } from "./clean-words.ts";
import { type FileEntry, notTaken, type ReadCalendar, type RefusedEntry, reasonOf } from "./file-entry.ts";
import { remarkLeftOut } from "./left-out.ts";
import { readSeries } from "./read-series.ts";
import { type Reading, readWhen } from "./read-when.ts";
import type { Remark } from "./wall-values.ts";

const mostAlarms = 10;
/** Limit for all alarms of an entry together, in characters of JSON. */
const mostAlarmText = 8_000;
/** Limit for the remarks on one entry: every extra date carries a copy. */
const mostRemarks = 12;
const mostUid = 300;
/** Including the date appended to tell several apart; the database has the same limit. */
const mostName = 400;

/**
 * Converts a file's VEVENTs and VTODOs, each with the context of its calendar. Components with the same UID form a group: a main component, and overrides of single
 * occurrences. Each entry is accepted or refused on its own; an error in one does not affect the others.
 * @param onProgress called with the fraction read, 0 to 1
 * @see RFC 5545 §3.8.4.7
 */
export function readEntries(readings: Readings, onProgress: (share: number) => void = () => {}): ReadCalendar {
  let count = 0;
  const entries: FileEntry[] = [];
  const refused: RefusedEntry[] = [];
  for (const [uid, group] of Map.groupBy(readings.keys(), uidOf)) {
    count += group.length;
    onProgress(count / readings.size);
    const masters = group.filter((each) => propertyOf(each, "recurrence-id") === undefined);
    // Sorted by revision, so the latest change of a date wins.
    const overrides = group.filter((each) => !masters.includes(each)).sort(compareRevisions);
    const mains = mainsOf(masters, readings);
    const taken = new Set(mains.map(({ main }) => main));
    for (const each of masters)
      if (!taken.has(each)) refused.push({ text: titleOf(each), reason: { key: "calendars.twice" } });
    const take = (main: JComponent, own: string, differing: readonly JComponent[]) => {
      try {
        entries.push(...readGroup(main, own, differing, readings));
      } catch (thrown) {
        refused.push({ text: titleOf(main), reason: reasonOf(thrown) });
      }
    };
    const series = mains.filter(({ main }) => isRecurring(main));
    const changes = Map.groupBy(overrides, (each) => seriesOf(each, series, readings) ?? mains[0]);
    for (const [index, each] of mains.entries())
      take(each.main, index === 0 ? uid : `${uid}/${startText(each.main)}`, changes.get(each) ?? []);
    // An invitation to a single occurrence of someone else's series: the series itself is not in the file.
    if (mains.length === 0) {
      const invited = new Map(overrides.map((each) => [String(propertyOf(each, "recurrence-id")?.[3]), each]));
      for (const [date, each] of invited) take(each, `${uid}/${date}`, []);
    }
  }
  return { entries: namedApart(entries), refused };
}

/** A main component, and the moment at which it starts: looked for only if it is one of several. */
interface Main {
  readonly main: JComponent;
  readonly start: string;
}

type Readings = ReadonlyMap<JComponent, Reading>;

/**
 * The main components of one UID by when they start: those of the newest revision. Some programs give one UID to entries that have nothing
 * to do with each other. The earliest keeps it, so that the order in the file makes no difference.
 */
function mainsOf(masters: readonly JComponent[], readings: Readings): Main[] {
  const [only, ...more] = masters;
  if (only && more.length === 0) return [{ main: only, start: "" }];
  const newest = masters.toSorted(compareRevisions).at(-1);
  const found = new Map<string, Main>();
  for (const main of masters) {
    if (newest && compareRevisions(main, newest) !== 0) continue;
    const start = momentOf(main, readingIn(readings, main));
    if (!found.has(start)) found.set(start, { main, start });
  }
  return [...found.values()].sort((one, other) => (one.start < other.start ? -1 : 1));
}

/** The series that an override is of: of several, the one that has begun last by then. */
function seriesOf(override: JComponent, series: readonly Main[], readings: Readings): Main | undefined {
  const id = propertyOf(override, "recurrence-id");
  if (series.length < 2 || id === undefined) return series[0];
  const [kind, properties] = override;
  const [, ...value] = id;
  const original: JProperty = ["dtstart", ...value];
  const there: JComponent = [kind, [original, ...properties.filter(([name]) => !namesOfTime.has(name))], []];
  const by = `${momentOf(there, readingIn(readings, override))}~`; // "~" comes after all times of a day
  return series.findLast(({ start }) => start <= by) ?? series[0];
}

const namesOfTime = new Set(["dtstart", "dtend", "due", "duration"]);

/** When a component starts, in whatever zone it says so: as an instant, or as written if that is none. */
function momentOf(component: JComponent, reading: Reading): string {
  try {
    const { date, startTime, startsAtMs } = readWhen(component, reading, isRecurring(component), () => {});
    return startsAtMs === null ? `${date}T${startTime ?? ""}` : new Date(startsAtMs).toISOString();
  } catch (thrown) {
    reasonOf(thrown);
    return startText(component);
  }
}

const startText = (component: JComponent): string =>
  String((propertyOf(component, "dtstart") ?? propertyOf(component, "due"))?.[3]);

function readingIn(readings: Readings, component: JComponent): Reading {
  const reading = readings.get(component);
  if (reading === undefined) throw new Error("An entry came without the context of its calendar.");
  return reading;
}

const isRecurring = (component: JComponent): boolean =>
  rulesOf(component, "rrule").length > 0 || propertyOf(component, "rdate") !== undefined;

/**
 * Bounds UIDs now that everything is appended to them. One may equal another, cut or not: "1/2026-12-03" in the file, and the one that we
 * derive for that date of "1". Then the later one gets a number.
 */
function namedApart(entries: readonly FileEntry[]): FileEntry[] {
  const cut = (uid: string, end = "") => uid.slice(0, mostName - end.length).toWellFormed() + end;
  const taken = new Set(entries.map(({ content }) => cut(content.imported?.uid ?? "")));
  /** The last number given for each UID: thousands may be equal once they are cut. */
  const numbers = new Map<string, number>();
  return entries.map((entry) => {
    const { imported } = entry.content;
    if (!imported) return entry;
    const short = cut(imported.uid);
    let number = numbers.get(short) ?? 0;
    let uid = short;
    while (number > 0 && taken.has(uid)) uid = cut(imported.uid, `#${++number}`);
    numbers.set(short, Math.max(number, 1));
    taken.add(uid);
    return { ...entry, content: { ...entry.content, imported: { ...imported, uid } } };
  });
}

/** An entry without a UID is identified by its start and title. */
function uidOf(component: JComponent): string {
  const uid =
    textOf(component, "uid")
      ?.toWellFormed()
      .replaceAll(/\p{Cc}/gu, " ")
      .trim() ?? "";
  if (uid !== "") return uid.slice(0, mostUid).toWellFormed();
  return `${String(propertyOf(component, "dtstart")?.[3])}/${titleOf(component) || "Untitled"}`;
}

function readGroup(main: JComponent, uid: string, overrides: readonly JComponent[], readings: Readings): FileEntry[] {
  const reading = readingIn(readings, main);
  if (textOf(main, "status")?.toUpperCase() === "CANCELLED") throw notTaken("calendars.cancelled");
  const remarks: Said[] = [];
  const seen = new Set<string>();
  const remark: Remark = (key, values) => {
    const said: Said = seen.size < mostRemarks ? { key, ...(values && { values }) } : { key: "calendars.more" };
    if (seen.size > mostRemarks || seen.has(JSON.stringify(said))) return;
    seen.add(JSON.stringify(said));
    remarks.push(said);
  };
  const isSeries = isRecurring(main);
  const content = readContent(main, uid, reading, isSeries, remark);
  const id = propertyOf(main, "recurrence-id");
  if (id && parameterOf(id, "range")) remark("calendars.invited");
  if (!isSeries && overrides.length > 0) remark("calendars.noDates");
  if (!isSeries) return [{ content: singleContent(content), remarks }];
  // A date derived from the main component is read like that.
  const readingOf = (component: JComponent) => readings.get(component) ?? reading;
  const read = (component: JComponent) => readContent(component, uid, readingOf(component), true, remark);
  return readSeries({ main, overrides, content, uid, readingOf, read, remark, remarks });
}

function readContent(
  component: JComponent,
  uid: string,
  reading: Reading,
  isSeries: boolean,
  remark: Remark,
): EntryContent {
  remarkLeftOut(component, remark);
  const words = wordsOf(component, reading.untitled, remark);
  const when = readWhen(component, reading, isSeries, remark);
  const { reminders, alarms } = alarmsOf(component, when, isSeries, remark);
  return {
    ...words,
    reminders,
    done: isDone(component),
    ...when,
    imported: {
      uid,
      kind: component[0] === "vtodo" ? "todo" : "event",
      alarms,
    },
  };
}

function isDone(component: JComponent): boolean {
  if (textOf(component, "x-agenda-done")?.toUpperCase() === "TRUE") return true;
  if (component[0] !== "vtodo") return false;
  return (
    textOf(component, "status")?.toUpperCase() === "COMPLETED" ||
    propertyOf(component, "completed") !== undefined ||
    textOf(component, "percent-complete") === "100"
  );
}

/** Alarms that are reminders here, and the others, which are kept for export. */
function alarmsOf(component: JComponent, when: ItemTimes, isSeries: boolean, remark: Remark) {
  const reminders = new Set<string>();
  const all = componentsOf(component, "valarm");
  const start = {
    ...when,
    atMs: isSeries || when.timeZone === null ? null : when.startsAtMs,
    isDueOnly: propertyOf(component, "dtstart") === undefined,
  };
  const others = all.filter((alarm) => {
    const reminder = readAlarm(alarm, start);
    if (reminder === undefined || (reminders.size === limits.reminders && !reminders.has(reminder))) return true;
    reminders.add(reminder);
    return false;
  });
  const alarms = others.slice(0, mostAlarms);
  while (JSON.stringify(alarms).length > mostAlarmText) alarms.pop();
  if (alarms.length < others.length)
    remark("calendars.alarms", { count: all.length, kept: all.length - others.length + alarms.length });
  if (alarms.some((alarm) => isMeant(alarm, when))) remark("calendars.silentAlarms");
  return { reminders: [...reminders], alarms };
}
