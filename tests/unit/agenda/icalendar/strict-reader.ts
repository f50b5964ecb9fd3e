/**
 * A validator for RFC 5545, written independently of the library that produces the file: line ends, line length in bytes,
 * nesting, required and single properties, and value formats.
 * @returns the faults, as messages; empty for a valid file
 */
export function faultsOf(text: string): string[] {
  const faults: string[] = [];
  if (!text.endsWith("\r\n")) faults.push("does not end with an end of line");
  if (/[^\r]\n|\r[^\n]/.test(text)) faults.push("has a bare CR or LF");
  const physical = text.split("\r\n").slice(0, -1);
  for (const line of physical) {
    if (Buffer.byteLength(line) > 75) faults.push(`longer than 75 octets: ${line}`);
    if (line === "") faults.push("has an empty line");
    if (!line.isWellFormed() || line.includes("\uFFFD")) faults.push(`cut through a character: ${line}`);
  }
  const lines = text.replaceAll("\r\n ", "").replaceAll("\r\n\t", "").split("\r\n").slice(0, -1);
  const stack: { name: string; properties: string[] }[] = [];
  const zones = new Set<string>();
  const used = new Set<string>();
  for (const line of lines) {
    const [, head, value = ""] = /^((?:[^":]|"[^"]*")*):(.*)$/s.exec(line) ?? [];
    const [name = "", ...parameters] = head?.split(";") ?? [];
    if (!/^[A-Z][A-Z0-9-]*$/.test(name)) faults.push(`is no content line: ${line}`);
    if (name === "BEGIN") stack.push({ name: value, properties: [] });
    else if (name === "END") {
      const ended = stack.pop();
      if (ended?.name !== value) faults.push(`END:${value} closes ${ended?.name}`);
      if (ended) faults.push(...faultsOfComponent(ended.name, ended.properties));
    } else {
      stack.at(-1)?.properties.push(name);
      faults.push(...faultsOfValue(name, parameters, value));
      if (name === "TZID") zones.add(value);
      for (const parameter of parameters) if (parameter.startsWith("TZID=")) used.add(parameter.slice(5));
    }
  }
  // RFC 5546 §3.2.1: a published calendar must name the organizer of each event.
  if (lines.some((line) => line.startsWith("METHOD:")) && !lines.some((line) => line.startsWith("ORGANIZER")))
    faults.push("has a METHOD and no ORGANIZER");
  if (stack.length > 0) faults.push(`${stack.at(-1)?.name} is not ended`);
  for (const zone of used) if (!zones.has(zone)) faults.push(`TZID ${zone} has no VTIMEZONE`);
  return faults;
}

const required: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ["VERSION", "PRODID"],
  VEVENT: ["UID", "DTSTAMP", "DTSTART"],
  VTODO: ["UID", "DTSTAMP"],
  VTIMEZONE: ["TZID"],
  STANDARD: ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
  DAYLIGHT: ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
  VALARM: ["ACTION", "TRIGGER"],
};
const many = new Set(["EXDATE", "RDATE", "CATEGORIES", "COMMENT", "ATTENDEE", "ATTACH"]);

function faultsOfComponent(name: string, properties: readonly string[]): string[] {
  const faults: string[] = [];
  for (const each of required[name] ?? []) if (!properties.includes(each)) faults.push(`${name} has no ${each}`);
  for (const each of new Set(properties))
    if (!many.has(each) && properties.filter((other) => other === each).length > 1)
      faults.push(`${name} has ${each} twice`);
  if (properties.includes("DTEND") && properties.includes("DURATION")) faults.push(`${name} has DTEND and DURATION`);
  return faults;
}

const forms: Readonly<Record<string, RegExp>> = {
  DTSTAMP: /^\d{8}T\d{6}Z$/,
  CREATED: /^\d{8}T\d{6}Z$/,
  "LAST-MODIFIED": /^\d{8}T\d{6}Z$/,
  SEQUENCE: /^\d+$/,
  TZOFFSETFROM: /^[+-]\d{4}(\d{2})?$/,
  TZOFFSETTO: /^[+-]\d{4}(\d{2})?$/,
  RRULE: /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[\w,+-]+)*$/,
  VERSION: /^2\.0$/,
};
const times = new Set(["DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID"]);
const texts = new Set(["SUMMARY", "DESCRIPTION", "LOCATION"]);

function faultsOfValue(name: string, parameters: readonly string[], value: string): string[] {
  const fault = `${name} has a wrong value: ${value}`;
  if (forms[name] && !forms[name].test(value)) return [fault];
  if (texts.has(name) && /(^|[^\\])(\\\\)*[,;]|\n/.test(value)) return [fault];
  if (!times.has(name)) return [];
  const isDate = parameters.includes("VALUE=DATE");
  const isZoned = parameters.some((parameter) => parameter.startsWith("TZID="));
  const form = isDate ? /^\d{8}$/ : isZoned ? /^\d{8}T\d{6}$/ : /^\d{8}T\d{6}Z?$/;
  return value.split(",").every((each) => form.test(each)) && !(isDate && isZoned) ? [] : [fault];
}
