import { wrongField } from "../../contract/problems.ts";
import {
  type Frequency,
  quote,
  type ReadRule,
  type RecurrenceRule,
  type Refuse,
  readDays,
  readList,
  readNumber,
  readUntil,
  readWeekStart,
  weekdayCodes,
  writeDay,
} from "./rule-parts.ts";

type Path = readonly (string | number)[];

const frequencies: readonly string[] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] satisfies Frequency[];
const partNames = [
  ...["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS"],
  "WKST",
];
const mostCharacters = 2000;
export const mostInterval = 9999;
export const mostCount = 99_999;

/**
 * Parses a rule and checks everything that does not depend on an item.
 * @param text with or without `RRULE:`, in any case; whitespace is ignored
 * @throws AgendaError("invalid_input")
 * @see RFC 5545 §3.3.10
 */
export function readRule(text: string, path: Path): ReadRule {
  const refuse = (detail: string) => wrongField(path, detail);
  const parts = readParts(text, refuse);
  const frequency = requireFrequency(parts.get("FREQ"), refuse);
  const list = (name: string, most: number, isSigned: boolean) =>
    readList(name, parts.get(name), most, isSigned, refuse);
  const writtenUntil = parts.get("UNTIL") ?? "";
  const rule: ReadRule = {
    frequency,
    interval: readNumber("INTERVAL", parts.get("INTERVAL") ?? "1", mostInterval, refuse),
    count: parts.has("COUNT") ? readNumber("COUNT", parts.get("COUNT") ?? "", mostCount, refuse) : null,
    until: parts.has("UNTIL") ? readUntil(writtenUntil, refuse) : null,
    writtenUntil,
    byMonth: list("BYMONTH", 12, false),
    byWeekNo: list("BYWEEKNO", 53, true),
    byYearDay: list("BYYEARDAY", 366, true),
    byMonthDay: list("BYMONTHDAY", 31, true),
    byDay: readDays(parts.get("BYDAY"), refuse),
    bySetPos: list("BYSETPOS", 366, true),
    weekStart: readWeekStart(parts.get("WKST") ?? "MO", refuse),
  };
  refuseMixtures(rule, refuse);
  return rule;
}

function readParts(text: string, refuse: Refuse): Map<string, string> {
  if (text.length > mostCharacters)
    throw refuse(`A rule has at most ${mostCharacters} characters; this has ${text.length}.`);
  const trimmed = text.trim();
  if (/[\r\n]/.test(trimmed) || /^DTSTART/i.test(trimmed))
    throw refuse(
      "Send the rule alone, such as FREQ=WEEKLY;BYDAY=MO. The start belongs in date and startTime; exceptions are made by changing single occurrences.",
    );
  const plain = trimmed
    .replace(/^RRULE\s*:/i, "")
    .replaceAll(/\s/g, "")
    .toUpperCase();
  const parts = new Map<string, string>();
  for (const part of plain.replace(/;$/, "").split(";")) {
    const equals = part.indexOf("=");
    if (equals < 1 || equals === part.length - 1)
      throw refuse(
        `${quote(part)} is no part of a rule. Parts are written NAME=value, such as FREQ=WEEKLY;BYDAY=MO,TH.`,
      );
    const name = part.slice(0, equals);
    if (!partNames.includes(name)) throw refuse(reasonAgainst(name));
    if (parts.has(name)) throw refuse(`${name} stands twice. Send each part once.`);
    parts.set(name, part.slice(equals + 1));
  }
  return parts;
}

function reasonAgainst(name: string): string {
  if (["BYHOUR", "BYMINUTE", "BYSECOND"].includes(name))
    return `${name} is not taken: an item has one time a day, its startTime. For several times a day make several items.`;
  if (name === "RSCALE" || name === "SKIP")
    return `${name} (RFC 7529) is not taken: rules follow the Gregorian calendar and pass over dates that do not exist.`;
  return `${quote(name)} is no part that is known. Parts are ${partNames.join(", ")}.`;
}

function requireFrequency(value: string | undefined, refuse: Refuse): Frequency {
  if (value !== undefined && frequencies.includes(value)) return value as Frequency;
  if (value !== undefined && ["HOURLY", "MINUTELY", "SECONDLY"].includes(value))
    throw refuse(
      `FREQ=${value} is not taken: an agenda holds at most one occurrence of an item a day. Use DAILY, and one item for each time of the day.`,
    );
  const was = value === undefined ? "FREQ is missing" : `FREQ=${value.slice(0, 64)} is not known`;
  throw refuse(`${was}. A rule says FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, such as FREQ=WEEKLY;BYDAY=MO.`);
}

/** Rejects the combinations that RFC 5545 §3.3.10 forbids. */
function refuseMixtures(rule: ReadRule, refuse: Refuse): void {
  const { frequency, byDay } = rule;
  const isMonthlyOrYearly = frequency === "MONTHLY" || frequency === "YEARLY";
  const numbered = byDay.find(({ ordinal }) => ordinal !== 0);
  if (rule.count !== null && rule.until !== null)
    throw refuse("COUNT and UNTIL exclude each other: send one of them, or neither for a rule without an end.");
  if (rule.byMonthDay.length > 0 && frequency === "WEEKLY")
    throw refuse("BYMONTHDAY does not go with FREQ=WEEKLY. Use FREQ=MONTHLY or FREQ=DAILY, with BYDAY if need be.");
  if (rule.byYearDay.length > 0 && frequency !== "YEARLY")
    throw refuse(`BYYEARDAY does not go with FREQ=${frequency}. Use FREQ=YEARLY.`);
  if (rule.byWeekNo.length > 0 && frequency !== "YEARLY")
    throw refuse(`BYWEEKNO does not go with FREQ=${frequency}. Use FREQ=YEARLY.`);
  if (numbered !== undefined && !isMonthlyOrYearly)
    throw refuse(
      `${writeDay(numbered)} has a number, which FREQ=${frequency} does not take. Use FREQ=MONTHLY or YEARLY, or ${weekdayCodes[numbered.weekday]} alone.`,
    );
  if (numbered !== undefined && rule.byWeekNo.length > 0)
    throw refuse(
      `${writeDay(numbered)} has a number, which does not go with BYWEEKNO. Use ${weekdayCodes[numbered.weekday]} alone.`,
    );
  const tooFar = byDay.find(({ ordinal }) => Math.abs(ordinal) > 5);
  if (tooFar !== undefined && (frequency === "MONTHLY" || rule.byMonth.length > 0))
    throw refuse(`${writeDay(tooFar)} never comes: a month has at most five of each weekday. Use 1 to 5 or -1 to -5.`);
  const chosenFrom = [rule.byMonth, rule.byWeekNo, rule.byYearDay, rule.byMonthDay, byDay];
  if (rule.bySetPos.length > 0 && chosenFrom.every((list) => list.length === 0))
    throw refuse("BYSETPOS chooses among the dates of other parts: send BYDAY or BYMONTHDAY or the like beside it.");
}

/** The canonical form: fixed order, no defaults. */
export function writeRule(rule: RecurrenceRule): string {
  const parts: [string, string | number | null | readonly (string | number)[]][] = [
    ["FREQ", rule.frequency],
    ["INTERVAL", rule.interval === 1 ? null : rule.interval],
    ["COUNT", rule.count],
    ["UNTIL", rule.until?.replaceAll("-", "") ?? null],
    ["BYMONTH", rule.byMonth],
    ["BYWEEKNO", rule.byWeekNo],
    ["BYYEARDAY", rule.byYearDay],
    ["BYMONTHDAY", rule.byMonthDay],
    ["BYDAY", rule.byDay.map(writeDay)],
    ["BYSETPOS", rule.bySetPos],
    ["WKST", rule.weekStart === 1 ? null : (weekdayCodes[rule.weekStart] ?? null)],
  ];
  return parts
    .filter(([, value]) => value !== null && String(value) !== "")
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
}
