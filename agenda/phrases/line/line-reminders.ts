import { limits } from "../../../contract/limits.ts";
import { readReminder, writeReminder } from "../../../contract/reminder-times.ts";
import type { Mark } from "./mark.ts";

/** "remind me half an hour before", "am Abend vorher um 18 Uhr", "30分前に通知": reminders in a line. */

const day = 1440;
const halfHour = String.raw`half\s+an\s+hour|half\s+hour|(?:eine\s+)?halbe\s+stunde|(?:une\s+)?demi-heure|media\s+hora`;
const quarterHour = String.raw`(?:a\s+)?quarter\s+of\s+an\s+hour|(?:eine\s+)?viertelstunde|(?:un\s+)?quart\s+d['’]heure|(?:un\s+)?cuarto\s+de\s+hora`;
const numbers: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, eine: 1, einen: 1, ein: 1, un: 1, une: 1, una: 1 },
  ...{ two: 2, zwei: 2, deux: 2, dos: 2, three: 3, drei: 3, trois: 3, tres: 3 },
  ...{ five: 5, fünf: 5, cinq: 5, cinco: 5, ten: 10, zehn: 10, dix: 10, diez: 10 },
  ...{ fifteen: 15, fünfzehn: 15, quinze: 15, quince: 15, twenty: 20, zwanzig: 20, vingt: 20, veinte: 20 },
  ...{ thirty: 30, dreißig: 30, trente: 30, treinta: 30 },
};
const number = String.raw`\d{1,5}(?:[.,]5)?|(?:${Object.keys(numbers).join("|")})(?=\s)`;
const units = [
  [1, "m(?:in(?:ut(?:e|o)?[sn]?)?)?"],
  [60, "h(?:rs?|ours?|eures?|oras?)?|stunden?|std"],
  [day, "d(?:ays?|[ií]as?)?|tage?n?|jours?"],
  [7 * day, "w(?:eeks?|ochen?)?|sem(?:aines?|anas?)"],
] as const;
const unit = units.map(([, words]) => words).join("|");
const andHalf = String.raw`(?:and\s+a\s+half|et\s+demie|y\s+media)`;
const length = String.raw`(?<![\p{L}\p{N}])(?:${halfHour}|${quarterHour}|\d{1,2}h\d{2}|(?:${number})\s*(?:${unit})(?:\s+${andHalf})?)(?![\p{L}\p{N}])`;
const joint = String.raw`(?:\s*,\s*|\s+)(?:(?:and|und|et|y)\s+)?`;
const before = String.raw`(?:before(?:hand)?|earlier|in\s+advance|ahead|vorher|davor|zuvor|avant|antes)`;
/** "reminder 30 min", and nothing after it that could be what the minutes are of. */
const alone = String.raw`(?<=(?:reminder|erinnerung|rappel|recordatorio):?\s[^,;]*)(?=\s*(?:[,;#]|$))`;
const clock = String.raw`(?:\s+(?:at|um|à|a\s+las?)\s+(?<hour>\d{1,2})(?:[:.h](?<minute>\d{2}))?\s*(?<half>am|pm|uhr|h)?(?![\p{L}\p{N}]))?`;
const ofBefore = "(?:before|vorher|davor|zuvor|antes|anterior)";
const part = String.raw`(?<part>day|evening|night|morning|tag|vortag|abend|vorabend|veille(?:\s+au\s+soir)?|d[ií]a|noche|v[ií]spera)`;
const dayBefore = String.raw`(?:(?:on\s+)?the|am|la|el)\s+(?!(?:day|tag|d[ií]a)(?!\s+${ofBefore}))${part}(?:\s+${ofBefore})?${clock}`;
const intro = String.raw`(?:(?:and|und|et|y|with\s+an?)\s+)?(?:remind(?:er)?(?:\s+me)?|erinner(?:e|ung)?(?:\s+mich)?|rappel(?:le)?(?:[-\s]moi)?|recu[eé]rdame|recorda(?:r(?:me)?|torio)|av[ií]sa(?:me|r(?:me)?))`;
/** Occurs in every line with a reminder; compiling the whole pattern takes longer than a keystroke has. */
const introduced = new RegExp(intro, "iu");
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${intro}:?\s+(?:(?<lengths>${length}(?:${joint}${length})*)(?:\s+${before}|${alone})|${dayBefore})(?![\p{L}\p{N}])`,
  "giu",
);

/** In Japanese the lengths come first and the word for a reminder last: "1日前と30分前に通知", "前日18時に知らせて". */
const lengthInJapanese = String.raw`(?<!\d)(?:\d{1,2}週間|\d{1,2}日|\d{1,2}時間(?:半|\d{1,2}分)?|\d{1,4}分)前`;
const patternInJapanese = new RegExp(
  String.raw`(?:(?<lengths>${lengthInJapanese}(?:[と、]${lengthInJapanese})*)|前日(?:の?(?<late>夜|夕方|午後)?(?:朝|午前)?(?<hour>\d{1,2})(?:時|:)(?<minute>\d{2}|半)?分?)?)(?:に|で)?(?:通知|お?知らせ|リマインド|リマインダー|アラーム)(?:を|して|する|て|ください)*`,
  "gu",
);
const minutesInJapanese: Readonly<Record<string, number>> = { 週: 7 * day, 日: day, 時: 60, 分: 1 };

function remindersInJapanese({ lengths, late, hour, minute = "00" }: Readonly<Record<string, string | undefined>>) {
  if (lengths === undefined)
    return [dayBeforeOf("day", hour, minute === "半" ? "30" : minute, late && Number(hour) < 12 ? "pm" : "uhr")];
  return lengths.split(/[と、]/).map((each) => {
    const minutes = [...each.matchAll(/(\d+)(.)/gu)].map(
      ([, count, unit = ""]) => Number(count) * (minutesInJapanese[unit] ?? 0),
    );
    return `${minutes.reduce((sum, one) => sum + one, each.includes("半") ? 30 : 0)}m`;
  });
}

/** Every place where a line names reminders, in the form an item stores. */
export function remindersIn(line: string): (Mark & { readonly reminders: readonly string[] })[] {
  const european = introduced.test(line) ? [...line.matchAll(pattern)] : [];
  const japanese = line.includes("前") ? [...line.matchAll(patternInJapanese)] : [];
  const marked = (match: RegExpExecArray, reminders: readonly string[]) => {
    const read = reminders.flatMap((each) => readReminder(each) ?? []).map(writeReminder);
    const isWhole = read.length === reminders.length && read.length <= limits.reminders;
    return isWhole ? [{ from: match.index, to: match.index + match[0].length, reminders: read }] : [];
  };
  return [
    ...european.flatMap((match) => {
      const { lengths, part, hour, minute = "00", half } = match.groups ?? {};
      return marked(match, lengths ? lengthsOf(lengths) : [dayBeforeOf(part ?? "", hour, minute, half)]);
    }),
    ...japanese.flatMap((match) => marked(match, remindersInJapanese(match.groups ?? {}))),
  ];
}

/** The same for words that say nothing else, in a field for them: "20 min", "evening before at 19:30". Several lengths are one: "1 h 30 min". */
export function remindersAlone(words: string): readonly string[] {
  const lines = [
    `remind ${words}`,
    `remind the ${words}`,
    `remind ${words} before`,
    `${words}に通知`,
    `${words}前に通知`,
  ];
  return lines.flatMap((line) => {
    const [{ from, to, reminders } = { from: 0, to: 0, reminders: [] }] = remindersIn(line);
    if (from > 0 || to < line.length) return [];
    const read = reminders.flatMap((each) => readReminder(each) ?? []);
    if (read.length < 2) return reminders;
    const minutes = read.map((each) => ("minutes" in each ? each.minutes : day));
    // "1 jour 19h30" is a day and a time.
    return minutes.every((each) => each < day)
      ? [writeReminder({ minutes: minutes.reduce((sum, each) => sum + each) })]
      : [];
  });
}

const lengthsOf = (words: string): string[] =>
  [...words.matchAll(new RegExp(length, "giu"))].map(([each]) => `${minutesOf(each.toLowerCase())}m`);

function minutesOf(words: string): number {
  if (new RegExp(`^(?:${halfHour})$`, "u").test(words)) return 30;
  if (new RegExp(`^(?:${quarterHour})$`, "u").test(words)) return 15;
  const [, hours, minutes] = /^(\d+)h(\d+)$/.exec(words) ?? [];
  if (hours && minutes) return Number(hours) * 60 + Number(minutes);
  const [, count = "", name = "", half] =
    new RegExp(String.raw`^(${number})\s*(${unit})(\s+${andHalf})?$`, "u").exec(words) ?? [];
  const [size] = units.find(([, names]) => new RegExp(`^(?:${names})$`, "u").test(name)) ?? [0];
  return Math.round(((numbers[count] ?? Number(count.replace(",", "."))) + (half ? 0.5 : 0)) * size);
}

/** The day before is relative to the start, unless a time or part of day is given. */
function dayBeforeOf(part: string, hour: string | undefined, minute: string, half = ""): string {
  const usual = /evening|abend|soir/iu.test(part) ? "18:00" : /night|noche/iu.test(part) ? "20:00" : "09:00";
  if (hour === undefined) return /^(?:day|(?:vor)?tag|d[ií]a|veille|v[ií]spera)$/iu.test(part) ? "1d" : `1d ${usual}`;
  const isLate = /pm/i.test(half) || (half === "" && Number(hour) < 12 && usual !== "09:00");
  const isTwelve = isLate || /am/i.test(half);
  const hours = isTwelve ? (Number(hour) % 12) + (isLate ? 12 : 0) : Number(hour);
  return `1d ${String(hours).padStart(2, "0")}:${minute}`;
}
