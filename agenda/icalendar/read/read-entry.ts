import { limits } from "../../../contract/limits.ts";
import { AgendaError } from "../../../contract/problems.ts";
import type { EntryContent } from "../../item/item-content.ts";
import type { ItemTimes } from "../../item/item-times.ts";
import { short } from "../../item/shorten.ts";
import { singleContent } from "../../series/stored-series.ts";
import { compareRevisions, componentsOf, type JComponent, parameterOf, propertyOf, textOf } from "../jcal.ts";
import { readAlarm } from "../reminder-alarms.ts";
import { rulesOf } from "../rule-values.ts";
import { titleOf, wordsOf } from "./clean-words.ts";
import type { FileEntry, ReadCalendar, RefusedEntry } from "./file-entry.ts";
import { remarkLeftOut } from "./left-out.ts";
import { readSeries } from "./read-series.ts";
import { type Reading, readWhen } from "./read-when.ts";

const mostAlarms = 10;
/** Limit for all alarms of an entry together, in characters of JSON. */
const mostAlarmText = 8_000;
/** Limits for the remarks on one entry, and for the length of each: every extra date carries a copy. */
const mostRemarks = 12;
const mostRemark = 600;
const mostUid = 300;
/** Including the date appended to tell several apart; the database has the same limit. */
const mostName = 400;

/**
 * Converts a file's VEVENTs and VTODOs. Components with the same UID form a group: a main component, and overrides of single
 * occurrences. Each entry is accepted or refused on its own; an error in one does not affect the others.
 * @param onProgress called with the fraction read, 0 to 1
 * @see RFC 5545 §3.8.4.7
 */
export function readEntries(
  components: readonly JComponent[],
  reading: Reading,
  onProgress: (share: number) => void = () => {},
): ReadCalendar {
  let count = 0;
  const entries: FileEntry[] = [];
  const refused: RefusedEntry[] = [];
  for (const [uid, group] of Map.groupBy(components, uidOf)) {
    count += group.length;
    onProgress(count / components.length);
    const masters = group.filter((each) => propertyOf(each, "recurrence-id") === undefined);
    // Sorted by revision, so the latest change of a date wins.
    const overrides = group.filter((each) => !masters.includes(each)).sort(compareRevisions);
    const [newest, ...older] = masters.toSorted((one, other) => compareRevisions(other, one));
    refused.push(
      ...older.map((each) => ({ text: titleOf(each), reason: "It stands in the file twice; the newer one counts." })),
    );
    const take = (main: JComponent, own: string, differing: readonly JComponent[]) => {
      try {
        entries.push(...readGroup(main, own, differing, reading));
      } catch (thrown) {
        if (!(thrown instanceof AgendaError)) throw thrown;
        refused.push({ text: titleOf(main), reason: short(thrown.detail ?? thrown.message, mostRemark) });
      }
    };
    if (newest) take(newest, uid, overrides);
    // An invitation to a single occurrence of someone else's series: the series itself is not in the file.
    else {
      const invited = new Map(overrides.map((each) => [String(propertyOf(each, "recurrence-id")?.[3]), each]));
      for (const [date, each] of invited) take(each, `${uid}/${date}`, []);
    }
  }
  return { entries: namedApart(entries), refused };
}

/** A UID in the file may equal one that we derive by appending a date to another; then the later one gets a number. */
function namedApart(entries: readonly FileEntry[]): FileEntry[] {
  const taken = new Set(entries.map(({ content }) => content.imported?.uid));
  const seen = new Set<string>();
  return entries.map((entry) => {
    const { imported } = entry.content;
    if (!imported || !seen.has(imported.uid)) {
      if (imported) seen.add(imported.uid);
      return entry;
    }
    let number = 2;
    while (taken.has(`${imported.uid}#${number}`)) number++;
    const uid = `${imported.uid}#${number}`;
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
  return `${String(propertyOf(component, "dtstart")?.[3])}/${titleOf(component)}`;
}

function readGroup(main: JComponent, uid: string, overrides: readonly JComponent[], reading: Reading): FileEntry[] {
  if (textOf(main, "status")?.toUpperCase() === "CANCELLED")
    throw new AgendaError("invalid_input", "It was cancelled.");
  const remarks: string[] = [];
  const remark = (said: string) => {
    const words = remarks.length < mostRemarks ? short(said, mostRemark) : "There is more that did not come as it was.";
    if (remarks.length <= mostRemarks && !remarks.includes(words)) remarks.push(words);
  };
  const isSeries = rulesOf(main, "rrule").length > 0 || propertyOf(main, "rdate") !== undefined;
  const content = readContent(main, uid, reading, isSeries, remark);
  const id = propertyOf(main, "recurrence-id");
  if (id && parameterOf(id, "range"))
    remark("It changes all dates from this one on, of a series that is not in the file: this date was taken.");
  if (!isSeries && overrides.length > 0) remark("It does not repeat: changes of single dates were left out.");
  if (!isSeries) return [{ content: singleContent(content), remarks }];
  const read = (component: JComponent) => readContent(component, uid, reading, true, remark);
  return readSeries({ main, overrides, content, uid, reading, read, remark, remarks });
}

function readContent(
  component: JComponent,
  uid: string,
  reading: Reading,
  isSeries: boolean,
  remark: (words: string) => void,
): EntryContent {
  remarkLeftOut(component, remark);
  const words = wordsOf(component, remark);
  const when = readWhen(component, reading, isSeries, remark);
  const { reminders, alarms } = alarmsOf(component, when, remark);
  return {
    ...words,
    reminders,
    done: isDone(component),
    ...when,
    imported: {
      uid: uid.slice(0, mostName).toWellFormed(),
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
function alarmsOf(component: JComponent, start: ItemTimes, remark: (words: string) => void) {
  const reminders = new Set<string>();
  const all = componentsOf(component, "valarm");
  const others = all.filter((alarm) => {
    const reminder = readAlarm(alarm, start);
    if (reminder === undefined || (reminders.size === limits.reminders && !reminders.has(reminder))) return true;
    reminders.add(reminder);
    return false;
  });
  const alarms = others.slice(0, mostAlarms);
  while (JSON.stringify(alarms).length > mostAlarmText) alarms.pop();
  if (alarms.length < others.length)
    remark(`Of ${all.length} alarms ${all.length - others.length + alarms.length} were kept.`);
  return { reminders: [...reminders], alarms };
}
