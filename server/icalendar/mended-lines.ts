/** A component's lines, unfolded, with what programs write and the library takes otherwise than they meant it. */
export const mendedLines = (lines: readonly string[]): string[] => unfold(lines).map(capitalRule).flatMap(typedDates);

/** Joins physical lines into logical ones, without empty ones. @see RFC 5545 §3.1 */
function unfold(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines)
    if (line.trim() === "") continue;
    else if (/^[ \t]/.test(line)) whole.push((whole.pop() ?? "") + line.slice(1));
    else whole.push(line);
  return whole;
}

/** The library knows the values of a rule in capitals only, but they mean the same in any case. @see RFC 5545 §2 */
const capitalRule = (line: string): string => (/^(RRULE|EXRULE)[:;]/i.test(line) ? line.toUpperCase() : line);

const datesLine =
  /^(DTSTART|DTEND|DUE|RECURRENCE-ID|EXDATE|RDATE)(;.*?)?:(\d{8}(?:T\d{6}Z?)?(?:,\d{8}(?:T\d{6}Z?)?)*)\s*$/i;

/**
 * Corrects a date line's VALUE parameter to match its values. The library trusts the parameter (VALUE=DATE, or none for a time)
 * and corrupts values of the other type; programs do write `DTSTART:20190101` and `VALUE=DATE:20090117T200000`. Also quotes a
 * TZID that contains a colon, as required.
 * @see RFC 5545 §3.2.20, §3.3.4, §3.3.5
 */
function typedDates(line: string): string[] {
  const [, name, parameters = "", text = ""] = datesLine.exec(line) ?? [];
  if (name === undefined) return [line];
  const values = text.split(",");
  const kept = parameters
    .replace(/;VALUE=DATE(-TIME)?(?=;|$)/i, "")
    .replace(/;TZID=([^";]*:[^";]*)(?=;|$)/i, ';TZID="$1"');
  const dates = values.filter((value) => !value.includes("T"));
  const times = values.filter((value) => value.includes("T"));
  return [
    ...(dates.length === 0
      ? []
      : [`${name};VALUE=DATE${kept.replace(/;TZID=("[^"]*"|[^;]*)/i, "")}:${dates.join(",")}`]),
    ...(times.length === 0 ? [] : [`${name}${kept}:${times.join(",")}`]),
  ];
}
