import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { type CommandName, keyMap } from "../actions/key-map.ts";
import { keyWords } from "../actions/key-words.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { clock } from "../time/clock-words.ts";
import { dayAndMonth, relativeDay, shortDate, shortDay, shortWeekdayName, weekdayAndDate } from "../time/date-names.ts";
import type { DateWords } from "../time/date-words.ts";
import type { Reader } from "../time/reader.ts";
import { isSpan, placeItem } from "../timeline/placed-item.ts";
import { capitalized, inRow } from "../words/listed.ts";

/** What choosing an option does. */
type Act =
  | { readonly to: "run"; readonly command: CommandName }
  | { readonly to: "go"; readonly date: string }
  | { readonly to: "visit"; readonly href: string }
  | { readonly to: "open"; readonly item: Item }
  | { readonly to: "add"; readonly fields: NewItem }
  | { readonly to: "print" }
  | { readonly to: "sign-out" };

export interface Option {
  readonly key: string;
  readonly words: string;
  /** Beside it: date, and what else will be stored. */
  readonly detail?: string;
  readonly keys?: readonly string[] | undefined;
  readonly act: Act;
  /** If an item: whether it is over. */
  readonly isOver?: boolean;
}

export interface OptionGroup {
  readonly label: string;
  readonly items: readonly Option[];
}

/** Pages without a shortcut of their own, and other words to find each by. */
const pages = [
  { words: "palette.settings", also: "palette.settingsAlso", href: "/settings" },
  { words: "palette.assistants", also: "palette.assistantsAlso", href: "/assistants" },
  { words: "palette.connect", also: "palette.connectAlso", href: "/connect" },
  { words: "palette.import", also: "palette.importAlso", href: "/account#bring-in" },
  { words: "palette.export", also: "palette.exportAlso", href: "/account#take-out" },
  { words: "palette.data", also: "palette.dataAlso", href: "/account" },
  { words: "palette.trash", also: "palette.trashAlso", href: "/trash" },
  { words: "palette.privacy", also: undefined, href: "/privacy" },
] as const;

const alsoOf = {
  add: "palette.addAlso",
  search: "palette.searchAlso",
  today: "palette.todayAlso",
  pickDay: "palette.pickDayAlso",
  agenda: "palette.agendaAlso",
  week: "palette.weekAlso",
  month: "palette.monthAlso",
  activity: "palette.activityAlso",
  undo: "palette.undoAlso",
  keys: "palette.keysAlso",
  complete: "palette.completeAlso",
  remove: "palette.removeAlso",
  move: "palette.moveAlso",
} as const;

const plain = (words: string): string => words.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Whether each typed word is a prefix of one of these. */
export function fits(typed: string, words: string): boolean {
  const there = plain(words).split(/[^\p{L}\p{N}]+/u);
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return wanted.every((word) => there.some((each) => each.startsWith(word)));
}

/** These act on the focused item, or the assistant's change there. */
export const onItem: ReadonlySet<CommandName> = new Set(["edit", "complete", "move", "remove"]);
/** Those that act on the whole selection, if any. */
export const onSelected: ReadonlySet<CommandName> = new Set(["complete", "move", "remove"]);
export const onChange: ReadonlySet<CommandName> = new Set(["keep", "revert"]);

/** The commands' target. */
interface Focused {
  /** The focused item's text. */
  readonly text: string;
  readonly isDone: boolean;
  /** Number selected. */
  readonly selected: number;
}

/** The available commands that match the typed text. */
export function commandOptions(
  typed: string,
  offered: readonly CommandName[],
  on: Focused,
  hasSingleKeys: boolean,
  t: Translator,
): Option[] {
  const wordsOf = (name: CommandName): string => {
    const words = t(keyWords[name]);
    if (onSelected.has(name) && on.selected > 0) return t("palette.ofSelected", { words, count: on.selected });
    const verb = name === "complete" && on.isDone ? t("palette.untick") : words;
    return onItem.has(name) || onChange.has(name) ? t("palette.of", { words: verb, text: on.text }) : words;
  };
  const alsoFor = (name: CommandName) => (name in alsoOf ? t(alsoOf[name as keyof typeof alsoOf]) : "");
  return offered
    .filter((name) => fits(typed, `${wordsOf(name)} ${t(keyWords[name])} ${alsoFor(name)}`))
    .map((name) => {
      const { keys } = keyMap[name];
      const shown = keys.filter((key) => hasSingleKeys || key.startsWith("Control"));
      return {
        key: name,
        words: wordsOf(name),
        keys: shown[0] === undefined ? undefined : [shown[0]],
        act: { to: "run", command: name },
      };
    });
}

export function pageOptions(typed: string, t: Translator): Option[] {
  const listed = pages.filter(({ words, also }) =>
    fits(typed, `${t(words)} ${also ? t(also) : ""} ${t("palette.goAlso")}`),
  );
  const options = listed.map(({ words, href }): Option => ({ key: href, words: t(words), act: { to: "visit", href } }));
  if (fits(typed, t("palette.printAlso")))
    options.push({ key: "print", words: t("palette.print"), act: { to: "print" } });
  if (fits(typed, t("palette.signOutAlso")))
    options.push({ key: "sign-out", words: t("words.signOut"), act: { to: "sign-out" } });
  return options;
}

export function dayOptions(
  days: readonly string[],
  { today, words }: Pick<Reader, "today" | "words">,
  t: Translator,
): Option[] {
  return days.map((date) => ({
    key: `day ${date}`,
    words: t("palette.goTo", { day: weekdayAndDate(date, today, words) }),
    detail: capitalized(distance(date, today, words, t)),
    act: { to: "go", date },
  }));
}

function distance(date: string, today: string, words: DateWords, t: Translator): string {
  const away = daysBetween(today, date);
  if (away >= -1 && away <= 1) return relativeDay(date, today, words);
  return away > 0 ? t("palette.inDays", { count: away }) : t("palette.daysAgo", { count: -away });
}

/** "Tomorrow, Thu 26, 18:00", "Thu 10 December, 18:00"; past items show no time. */
export function whenOf(item: Item, { today, words, hour12, timeZone }: Reader, t: Translator): string {
  const placed = placeItem(item, timeZone);
  const { from, timed } = placed;
  const away = daysBetween(today, from);
  const day =
    Math.abs(away) <= 1
      ? t("palette.dayAnd", { day: capitalized(relativeDay(from, today, words)), more: shortDay(from, words) })
      : `${shortWeekdayName(from, words)} ${dayAndMonth(from, today, words)}`;
  const isTimed = timed && !isSpan(placed) && placed.to >= today;
  return isTimed ? t("palette.dayAnd", { day, more: clock(timed.startTime, hour12) }) : day;
}

export function itemOptions(items: readonly Item[], reader: Reader, nowMs: number, t: Translator): Option[] {
  return items.map((item) => {
    const { to, timed } = placeItem(item, reader.timeZone);
    return {
      key: `item ${keyOf(item)}`,
      words: item.text,
      detail: whenOf(item, reader, t),
      isOver: timed ? timed.endMs < nowMs : to < reader.today,
      act: { to: "open", item },
    };
  });
}

/** Adds exactly what it says. */
export function addOption(fields: NewItem, reader: Pick<Reader, "today" | "words" | "hour12">, t: Translator): Option {
  const { today, words, hour12 } = reader;
  const { text, date, startTime, endTime, endDate, recurrence, location, url, tags } = fields;
  const isNear = Math.abs(daysBetween(today, date)) <= 1;
  const day = isNear
    ? t("palette.dayAnd", { day: capitalized(relativeDay(date, today, words)), more: shortDate(date, today, words) })
    : weekdayAndDate(date, today, words);
  const ends = [...(endTime ? [clock(endTime, hour12)] : []), ...(endDate ? [shortDate(endDate, today, words)] : [])];
  const span = (from: string) => (ends.length > 0 ? t("palette.to", { from, to: inRow(ends, t) }) : from);
  const when = startTime ? t("palette.dayAnd", { day, more: span(clock(startTime, hour12)) }) : span(day);
  const more = [
    recurrence && describeRecurrence(recurrence, date, t),
    location && t("palette.atPlace", { place: location }),
    url,
    ...(tags ?? []).map((tag) => `#${tag}`),
  ];
  return {
    key: `add ${JSON.stringify(fields)}`,
    words: t("palette.addThis", { text }),
    detail: [when, ...more.filter(Boolean)].join(" · "),
    act: { to: "add", fields },
  };
}

interface Known {
  readonly typed: string;
  readonly days: readonly Option[];
  readonly commands: readonly Option[];
  readonly pages: readonly Option[];
  readonly items: readonly Option[];
  readonly adds: readonly Option[];
  /** Whether the words name a day or time besides the item. */
  readonly isPlan: boolean;
}

/**
 * Ordered by likely intent. What is known at once precedes search results: nothing that arrives later may displace what Enter is about to
 * do, and adding never comes first unasked.
 */
export function groupsOf({ typed, days, commands, pages, items, adds, isPlan }: Known, t: Translator): OptionGroup[] {
  const words = typed.trim();
  const places = [...commands.filter(isPlace), ...pages];
  const groups: OptionGroup[] =
    words === ""
      ? [
          { label: t("palette.do"), items: commands.filter((one) => !isPlace(one)) },
          { label: t("palette.goToPlace"), items: places },
        ]
      : [
          { label: t("palette.goToDay"), items: days },
          { label: t("palette.add"), items: isPlan ? adds : [] },
          { label: t("palette.do"), items: commands.filter((one) => !isPlace(one)) },
          { label: t("palette.goToPlace"), items: places },
          { label: t("palette.items"), items },
          { label: t("palette.search"), items: [searchOption(words, t)] },
          { label: t("palette.add"), items: isPlan ? [] : adds },
        ];
  return groups.filter((group) => group.items.length > 0);
}

const isPlace = ({ key }: Option): boolean => /^(today|pickDay|agenda|week|month|activity)$/.test(key);

const searchOption = (words: string, t: Translator): Option => ({
  key: "search",
  words: t("palette.allWith", { words }),
  act: { to: "visit", href: `/search?${new URLSearchParams({ q: words })}` },
});
