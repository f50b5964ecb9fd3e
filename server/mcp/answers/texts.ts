import { isJsonObject, type JsonObject } from "../../../contract/json-object.ts";
import { type AnsweredItem, itemLine } from "./item-line.ts";
import { jsonOf, markUntrusted, wordsOf } from "./mark-untrusted.ts";

const listOf = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);
const said = (value: unknown): string => (typeof value === "string" ? value : "");

const asItem = (fields: unknown) => fields as AnsweredItem;

interface Day {
  readonly date: string;
  readonly weekday: string;
}
const dayWords = (value: unknown): string => (isJsonObject(value) ? `${said(value.weekday)} ${said(value.date)}` : "");

/**
 * The text of an answer, for models and people: the digest first, then a line per entry. The structured answer has the same
 * fields, so nothing here needs to be complete.
 */
export function describeOutput(name: string, output: JsonObject): string[] {
  const special = tellers[name];
  const lines = special ? special(output) : describeAny(output);
  const left = typeof output.omitted === "number" ? [`${output.omitted} more were left out of this answer.`] : [];
  return [...lines.filter((line) => line !== ""), ...left];
}

const tellers: Readonly<Record<string, (output: JsonObject) => string[]>> = {
  getContext(output) {
    const { today, nextSevenDays } = (output.counts ?? {}) as Record<string, { open: number; all: number }>;
    return [
      `Today is ${dayWords(output.today)}; it is ${said(output.now)} in ${zoneWords(output)}.`,
      today && nextSevenDays
        ? `On the agenda: ${today.open} open of ${today.all} today, ${nextSevenDays.open} open of ${nextSevenDays.all} in the seven days after.`
        : "",
      `Next days: ${listOf(output.days).map(dayWords).join(", ")}.`,
    ];
  },
  listItems(output) {
    const items = listOf(output.items);
    const before = Number(output.itemsBefore) || 0;
    const corrected = listOf(output.corrected).map(
      ({ word, taken }) => `“${said(taken)}” was taken for “${said(word)}”.`,
    );
    return [
      `${counted(items.length, "item")} from ${said(output.from)} to ${said(output.to)}, times in ${zoneWords(output)}. Today is ${dayWords(output.today)}.`,
      ...corrected,
      more(output, "There is more: call listItems again with cursor set to nextCursor."),
      ...items.map((item) => `- ${itemLine(asItem(item))}`),
      before > 0 ? `${before >= 100 ? "100 or more" : before} earlier.` : "",
    ];
  },
  getOverview(output) {
    const days = listOf(output.days);
    const overdue = listOf((output.overdue as JsonObject | undefined)?.items);
    return [
      wordsOf(output, "spoken"),
      `Times in ${zoneWords(output)}.`,
      ...days.flatMap((day) => [
        `${dayWords(day)}:`,
        ...listOf(day.items).map((item) => `- ${itemLine(asItem(item))}`),
        ...listOf(day.overlaps).map((overlap) => `- overlap: ${overlapWords(overlap)}`),
        `- free: ${listOf(day.free).map(slotWords).join(", ") || "nothing"}`,
      ]),
      overdue.length > 0 ? "Overdue:" : "",
      ...overdue.map((item) => `- ${itemLine(asItem(item))}`),
    ];
  },
  findFreeTime(output) {
    const help = listOf(output.wouldHelp).map(({ words, slot }) => `- ${said(words)}: ${whenOf(slot)}`);
    return [
      said(output.none) || `${counted(listOf(output.slots).length, "free time")}, best first, in ${zoneWords(output)}.`,
      said(output.searched),
      ...listOf(output.slots).map((slot) => `- ${whenOf(slot)}, ${slot.lengthMinutes} minutes`),
      ...help,
    ];
  },
  listTrash(output) {
    const items = listOf(output.items);
    return [
      items.length === 0 ? "The trash is empty." : `${counted(items.length, "item")} in the trash, last deleted first.`,
      more(output, "There is more: call listTrash again with cursor set to nextCursor."),
      ...items.map((item) => `- ${itemLine(asItem(item))}; gone for good after ${said(item.keptUntil)}`),
    ];
  },
  listChanges(output) {
    const changes = listOf(output.changes);
    return [
      `${counted(changes.length, "change")}; the agenda is at revision ${output.rev}.`,
      output.complete === false ? "Some changes in between are no longer known item by item." : "",
      output.more === true ? "There are more: ask again since the last id, or before it with order newest." : "",
      ...changes.map(changeLine),
    ];
  },
  resolveDates(output) {
    return [
      `Today is ${dayWords(output.today)} in ${zoneWords(output)}.`,
      ...listOf(output.phrases).map((each) => `- “${said(each.phrase)}”: ${readingWords(each)}`),
    ];
  },
  undoChange(output) {
    const left = listOf(output.left).map(
      (each) => `- left as it is: ${wordsOf(each, "text")} (${wordsOf(each, "what")})`,
    );
    return [
      changeWords(output),
      repeatedWords(output),
      ...previewWords(output),
      `It undoes ${(output.undoes as unknown[])?.join(", ")}.`,
      ...left,
    ];
  },
};

function overlapWords({ texts, imported }: JsonObject): string {
  const both = (texts as string[]).join(" and ");
  return imported === true ? markUntrusted(both) : both;
}

const slotWords = ({ startTime, endTime }: JsonObject) => `${said(startTime)}–${said(endTime)}`;
const whenOf = (slot: unknown) => (isJsonObject(slot) ? `${dayWords(slot)} ${slotWords(slot)}` : "");

/** Any other answer: what was done, its own text, then its parts by their shape. */
function describeAny(output: JsonObject): string[] {
  const {
    change: _change,
    omitted: _omitted,
    meaning: _meaning,
    text,
    repeated: _repeated,
    conflicts,
    ...rest
  } = output;
  const {
    preview: _preview,
    summary: _summary,
    imported: _imported,
    confirm: _confirm,
    proposal: _proposal,
    ...parts
  } = rest;
  return [
    changeWords(output),
    ...previewWords(output),
    repeatedWords(output),
    said(text),
    wordsOf(output, "meaning"),
    ...listOf(conflicts).map((each) => `At the same time: ${itemLine(asItem(each))}`),
    more(output, "There is more: call again with cursor set to nextCursor."),
    ...Object.entries(parts).flatMap(([name, part]) => partLines(name, part)),
  ];
}

function partLines(name: string, part: unknown): string[] {
  if (Array.isArray(part)) {
    if (part.length === 0) return [`${name}: none`];
    return [`${name}:`, ...part.map((entry) => `- ${entryWords(entry)}`)];
  }
  if (isJsonObject(part)) return [`${name}: ${entryWords(part)}`];
  return name === "nextCursor" ? [] : [`${name}: ${String(part)}`];
}

function entryWords(entry: unknown): string {
  if (!isJsonObject(entry)) return String(entry);
  if (typeof entry.text === "string" && typeof entry.date === "string")
    return itemLine(asItem(entry), { isWhole: true });
  return jsonOf(entry, 400);
}

const counted = (count: number, noun: string) => `${count === 0 ? "No" : count} ${noun}${count === 1 ? "" : "s"}`;
const more = (output: JsonObject, words: string) => (typeof output.nextCursor === "string" ? words : "");
const zoneWords = ({ timeZone, timeZoneSource }: JsonObject) =>
  `${said(timeZone)}${timeZoneSource === "unknown" ? " (the person's zone is not known yet: ask, then updateSettings)" : ""}`;

function changeWords({ change }: JsonObject): string {
  return isJsonObject(change) ? `${wordsOf(change, "summary")}. (change ${change.id}; undoChange takes it back)` : "";
}

function repeatedWords({ repeated, proposal }: JsonObject): string {
  if (repeated !== true) return "";
  return isJsonObject(proposal)
    ? "This was proposed before: nothing new is proposed."
    : "This was done before: nothing was done now.";
}

/** The text of a preview: nothing was done yet, and what would happen. */
function previewWords(output: JsonObject): string[] {
  if (isJsonObject(output.proposal))
    return [
      `${wordsOf(output, "summary") || "This is what it would be"}. Nothing is done yet: the person has to accept it on their page (proposal ${said(output.proposal.id)}; listProposals tells what became of it).`,
    ];
  if (output.preview !== true) return [];
  const how = typeof output.confirm === "string" ? ` To do it, send the same with confirm: ${output.confirm}` : "";
  return [`${wordsOf(output, "summary")}. Nothing was done yet.${how}`];
}

function changeLine(change: JsonObject): string {
  const by = said(change.programName) || said(change.program) || said(change.door);
  const undone = change.undoneBy === undefined ? "" : ` (undone by ${change.undoneBy})`;
  const items = listOf(change.items).filter(({ was, is }) => was !== undefined || is !== undefined);
  const words = items
    .slice(0, 3)
    .map((item) => `${wordsOf(item, "was") || "nothing"} → ${wordsOf(item, "is") || "nothing"}`);
  const detail = words.length > 0 && words.length === items.length ? `: ${words.join("; ")}` : "";
  return `- ${change.id}, ${said(change.at)}, by ${by}: ${wordsOf(change, "summary") || "no longer told"}${undone}${detail}`;
}

function readingWords(phrase: JsonObject): string {
  const readings = listOf(phrase.readings).map((reading) => {
    const { weekday, date, startTime, endDate, endTime, recurrence, meaning } = reading as Record<string, string> & Day;
    const end = [endDate, endTime].filter(Boolean).join(" ");
    return `${weekday} ${date}${startTime ? ` ${startTime}` : ""}${end && ` to ${end}`}${recurrence ? ` (${recurrence})` : ""}${meaning ? ` – ${meaning}` : ""}`;
  });
  if (readings.length > 0) return readings.join("; or ");
  return `not understood${phrase.reason ? `: ${said(phrase.reason)}` : ""}`;
}
