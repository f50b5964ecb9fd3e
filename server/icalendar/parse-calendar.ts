import ICAL from "ical.js";
import type { JComponent } from "../../agenda/icalendar/jcal.ts";
import type { RefusedEntry } from "../../agenda/icalendar/read/file-entry.ts";
import type { CalendarParts } from "../../agenda/icalendar/read/read-calendars.ts";
import { limits } from "../../contract/limits.ts";
import type { MessageKey, Said } from "../../messages/said.ts";
import { mendedLines } from "./mended-lines.ts";

/** A calendar file split into components, each parsed separately, so that a broken one does not affect the others. */
interface TakenApart {
  readonly calendars: readonly CalendarParts[];
  readonly broken: readonly RefusedEntry[];
  /** Number of components of other kinds (VJOURNAL, VFREEBUSY …), which the agenda does not support. */
  readonly others: number;
}

/** Why a whole file cannot be read as a calendar. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly words: Said;

  constructor(key: MessageKey, values?: Said["values"]) {
    super(key);
    this.words = { key, ...(values && { values }) };
  }
}

const mostEntries = 2 * limits.importEntries; // includes overrides of series
const mostZones = 500;
/** Characters of one component. */
const mostOfOne = 200_000;
/** Nesting depth of components in a calendar: an alarm is in an event. */
const deepest = 3;

/** Kinds that stand in a calendar itself: where one begins, what is open has lost its end, unless it is a poll between such. */
const kindsApart = ["VEVENT", "VTODO", "VTIMEZONE", "VJOURNAL", "VFREEBUSY"];

interface Calendar {
  readonly vtimezones: JComponent[];
  readonly entries: JComponent[];
  zoneName: string | undefined;
}

const newCalendar = (): Calendar => ({ vtimezones: [], entries: [], zoneName: undefined });

/**
 * Splits a file at its BEGIN and END lines in a single pass. A component that has lost its end is reported, and what follows it is read;
 * so is what follows a calendar that has lost its own.
 * @throws Unreadable
 * @see RFC 5545 §3.1, §3.4
 */
export function takeApart(bytes: Uint8Array): TakenApart {
  // The first is for what stands before any calendar. What stands after one belongs to it.
  let calendar = newCalendar();
  const calendars = [calendar];
  /** The calendars around this one. */
  const around: Calendar[] = [];
  /** Zones by their text: a file may have a calendar for each entry, all with the same zones. */
  const zones = new Map<string, JComponent>();
  const zoneNames = new Set<string>();
  const broken: RefusedEntry[] = [];
  let entries = 0;
  let others = 0;
  /** The component being read, and those in it. */
  let open: string[] = [];
  let lines: string[] = [];
  let size = 0;
  for (const line of linesOf(decode(bytes))) {
    const { word, kind } = delimiterIn(line);
    if (kind === "VCALENDAR") {
      refuseOpen("calendars.noOwnEnd");
      if (word === "BEGIN") {
        around.push(calendar);
        calendar = newCalendar();
        calendars.push(calendar);
      } else {
        const outer = around.pop();
        if (outer && around.length > 0) calendar = outer;
      }
    } else if (word === "BEGIN") {
      if (kindsApart.includes(kind) && open[0] !== "VPOLL") refuseOpen("calendars.noOwnEnd");
      open.push(kind);
      if (open.length > deepest) throw new Unreadable("calendars.tooDeep");
      keep(line);
    } else if (word === "END") {
      if (!open.includes(kind)) continue;
      open.length = open.lastIndexOf(kind);
      keep(line);
      if (open.length === 0) finish(kind);
    } else if (open.length > 0) keep(line);
    else if (/^X-WR-TIMEZONE[:;]/i.test(line)) {
      calendar.zoneName ??= line
        .slice(line.indexOf(":") + 1)
        .trim()
        .slice(0, 80);
      zoneNames.add(calendar.zoneName);
      checkCounts();
    }
  }
  if (calendars.length === 1) throw new Unreadable("calendars.noCalendar");
  if (open.length > 0) refuseOpen("calendars.brokenOff");
  else if (around.length > 0)
    broken.push({ text: { key: "calendars.calendarEnd" }, reason: { key: "calendars.noEnd" } });
  return { calendars, broken, others };

  function keep(line: string): void {
    size += line.length;
    if (size <= mostOfOne) lines.push(line);
  }

  function finish(kind: string): void {
    if (kind !== "VEVENT" && kind !== "VTODO" && kind !== "VTIMEZONE") others++;
    else if (size > mostOfOne) refuse({ key: "calendars.tooLong", values: { most: mostOfOne } });
    else {
      const text = lines.join("\n");
      const parsed = zones.get(text) ?? parse(lines);
      if ("key" in parsed) refuse(parsed);
      else if (kind === "VTIMEZONE") {
        calendar.vtimezones.push(parsed);
        zones.set(text, parsed);
      } else {
        calendar.entries.push(parsed);
        entries++;
      }
    }
    begin();
  }

  function refuseOpen(key: MessageKey): void {
    if (open.length === 0) return;
    refuse({ key });
    begin();
  }

  function refuse(reason: Said): void {
    broken.push({ text: titleIn(lines), reason });
  }

  function begin(): void {
    open = [];
    lines = [];
    size = 0;
    checkCounts();
  }

  function checkCounts(): void {
    if (entries + broken.length > mostEntries)
      throw new Unreadable("calendars.tooManyEntries", {
        count: mostEntries,
        isMore: "true",
        most: limits.importEntries,
      });
    if (zones.size + zoneNames.size > mostZones) throw new Unreadable("calendars.tooManyZones", { most: mostZones });
  }
}

/** The word and, in capitals, the name of a BEGIN or END line. */
function delimiterIn(line: string): { word: string; kind: string } {
  const [, word = "", kind = ""] = /^(BEGIN|END):\s*([\w-]{1,60})\s*$/i.exec(line.slice(0, 80)) ?? [];
  return { word: word.toUpperCase(), kind: kind.toUpperCase() };
}

/** @throws Unreadable for anything but UTF-8 (with or without a BOM) and UTF-16 with a BOM */
function decode(bytes: Uint8Array): string {
  const is16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = is16
    ? decodeAs(bytes[0] === 0xff ? "utf-16le" : "utf-16be", bytes)
    : (decodeAs("utf-8", bytes) ?? decodeAs("utf-8", unfoldBytes(bytes)));
  if (text === undefined || text.includes("\0")) throw new Unreadable("calendars.notText");
  return text;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Some programs fold lines in the middle of a character. @see RFC 5545 §3.1, the note on multi-octet sequences */
const unfoldBytes = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(bytes)
      .toString("latin1")
      .replaceAll(/\r?\n[ \t]/g, ""),
    "latin1",
  );

/** Yields physical lines without a second copy of the whole file. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    yield text.slice(start, text.charAt(end - 1) === "\r" ? end - 1 : end);
    start = end + 1;
  }
}

function parse(lines: readonly string[]): JComponent | Said {
  try {
    return ICAL.parse(mendedLines(lines).join("\r\n")) as unknown as JComponent;
  } catch (thrown) {
    // The library quotes the line it failed on; that much of it is useful.
    return { key: "calendars.notReadable", values: { detail: (thrown as Error).message.slice(0, 120) } };
  }
}

const titleIn = (lines: readonly string[]): string =>
  lines
    .find((line) => /^SUMMARY[:;]/i.test(line))
    ?.replace(/^[^:]*:/, "")
    .trim()
    .slice(0, 80) || "";
