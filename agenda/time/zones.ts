import { wrongField } from "../../contract/problems.ts";

/** Cache of requested names → canonical case. Bounded, because anyone may send any name. */
const checked = new Map<string, string>();
const mostChecked = 1000;

const areas = ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/**
 * Validates an IANA time zone name and returns it in canonical case ("europe/paris" → "Europe/Paris"; a link such as
 * Asia/Calcutta is kept). UTC is accepted. Offsets are not: they cannot follow DST.
 * @throws AgendaError("invalid_input") that suggests similar names
 * @see RFC 6557, ECMA-262 AvailableNamedTimeZoneIdentifiers
 */
export function requireTimeZone(name: string, path: readonly (string | number)[]): string {
  const known = checked.get(name);
  if (known !== undefined) return known;
  if (isOffset(name))
    throw wrongField(
      path,
      `${quote(name)} is an offset, not a time zone: it does not follow summer time. Use an IANA name such as Europe/Paris.`,
      noSuchZone,
    );
  const found = find(name);
  if (found === undefined)
    throw wrongField(path, `There is no time zone ${quote(name)}. ${suggestion(name)}`, noSuchZone);
  if (checked.size >= mostChecked) checked.clear();
  checked.set(name, found);
  return found;
}

const noSuchZone = { key: "zone.noSuch" } as const;

const quote = (name: string) => `"${name.slice(0, 64)}"`;

const isOffset = (name: string) => /^(z|(utc|gmt)?[+\-\u2212]\d{1,2}(:?\d{2})*)$/i.test(name.replaceAll(" ", ""));

/**
 * Rejects offsets, which Temporal accepts. Uses only Temporal, because Intl also accepts "IST" and "PST" and guesses which zone
 * is meant.
 */
function find(name: string): string | undefined {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return undefined;
  }
}

function suggestion(name: string): string {
  const near = nearNames(name);
  return near.length === 0 ? "Use an IANA name such as Europe/Paris." : `Did you mean ${near.join(" or ")}?`;
}

/** At most three: zones of the same city first ("Paris", "France/Paris"), then names within one typo, or two for long names. */
function nearNames(name: string): string[] {
  const wanted = name
    .trim()
    .replaceAll(/[\s-]+/g, "_")
    .slice(0, 64);
  const city = wanted.slice(wanted.lastIndexOf("/") + 1);
  if (city === "") return [];
  const inAreas = areas.map((area) => find(`${area}/${city}`)).filter((found) => found !== undefined);
  if (inAreas.length > 0) return inAreas.slice(0, 3);
  const names = Intl.supportedValuesOf("timeZone");
  const sameCity = names.filter((known) => known.toLowerCase().endsWith(`/${city.toLowerCase()}`));
  if (sameCity.length > 0) return sameCity.slice(0, 3);
  const mostLetters = city.length < 4 ? 0 : city.length < 8 ? 1 : 2;
  const near = (known: string) =>
    Math.min(distance(wanted, known), distance(city, known.slice(known.lastIndexOf("/") + 1)));
  return names
    .map((known) => ({ known, letters: near(known) }))
    .filter(({ letters }) => letters <= mostLetters)
    .sort((a, b) => a.letters - b.letters)
    .slice(0, 3)
    .map(({ known }) => known);
}

/** Levenshtein distance, case-insensitive. */
function distance(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
