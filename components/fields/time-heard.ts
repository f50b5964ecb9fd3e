import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";

/** A time of day. */
export interface TimeHeard {
  /** HH:MM. */
  readonly time: string;
  /** Days after the base time; absent if there is none. */
  readonly days?: number;
}

const names: Readonly<Record<string, string>> = {
  ...{ noon: "12:00", midday: "12:00", midi: "12:00", mittag: "12:00", mittags: "12:00", mediodía: "12:00" },
  ...{ 正午: "12:00", الظهر: "12:00", ظهرا: "12:00" },
  ...{ midnight: "00:00", minuit: "00:00", mitternacht: "00:00", medianoche: "00:00" },
};
const dayMinutes = 24 * 60;

/**
 * Parses a typed time: "9", "9:30", "930", "2.30pm", "2:30 p. m.", "14h30", "noon", or a length after another time: "+2h", "+90 min".
 * @param after HH:MM, the base for a length
 */
export function timeHeard(typed: string, after: string): TimeHeard | undefined {
  // Full-width digits count too.
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const minutes = text.startsWith("+") ? minutesIn(text.slice(1).trim()) : undefined;
  if (minutes !== undefined) return after ? timeAfter(after, minutes) : undefined;
  const time = names[text] ?? clockTimeIn(text);
  return time === undefined ? undefined : { time };
}

/** Like `timeHeard`, for an end: a clock time before the start is the next day's. */
export function endHeard(typed: string, start: string): TimeHeard | undefined {
  const heard = timeHeard(typed, start);
  return heard && { days: heard.time < start ? 1 : 0, ...heard };
}

/** The time n minutes after another. */
export function timeAfter(after: string, minutes: number): TimeHeard {
  const at = minuteOf(after) + minutes;
  return { time: timeAt(at % dayMinutes), days: Math.floor(at / dayMinutes) };
}

const afterNoon: readonly (string | undefined)[] = ["p", "م", "午後"];

function clockTimeIn(text: string): string | undefined {
  const read =
    /^(\d{1,2})(?:\s*[:.h時]\s*)?(\d{2})?分?(?:\s*(?:h|uhr))?(?:\s*(?:([ap])\.?\s*(?:m\.?)?|([صم]|午[前後])))?$/.exec(
      // In Japanese the half of the day comes first.
      text.replace(/^(午.)\s*(.+)$/, "$2$1"),
    );
  if (!read) return undefined;
  const [, hours = "", minutes = "0", latin, half = latin] = read;
  const hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return undefined;
  const ofDay = half ? (hour % 12) + (afterNoon.includes(half) ? 12 : 0) : hour;
  return ofDay < 24 && Number(minutes) < 60 ? timeAt(ofDay * 60 + Number(minutes)) : undefined;
}

function minutesIn(text: string): number | undefined {
  const read = /^(?:(\d{1,2})(?:[.,](\d))?\s*h(?:ours?)?)?\s*(?:(\d{1,3})\s*m?(?:in(?:utes?)?)?)?$/.exec(text);
  const [, hours, tenths = "0", minutes] = read ?? [];
  // A number alone is ambiguous and may be incomplete.
  if (hours === undefined && !/\d\s*m/.test(text)) return undefined;
  return Number(hours ?? 0) * 60 + Number(tenths) * 6 + Number(minutes ?? 0);
}
