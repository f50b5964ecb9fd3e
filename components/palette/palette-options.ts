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
  /** Beside it: when, and what else will be stored. */
  readonly detail?: string;
  readonly keys?: readonly string[] | undefined;
  readonly act: Act;
  /** Of an item: whether it is over. */
  readonly isOver?: boolean;
}

export interface OptionGroup {
  readonly label: string;
  readonly items: readonly Option[];
}

interface Page {
  readonly words: string;
  /** Other words that somebody may look for it by. */
  readonly also: string;
  readonly href: string;
}

/** Pages without a key of their own. */
const pages: readonly Page[] = [
  { words: "Settings", also: "preferences time zone clock language locale working hours week", href: "/settings" },
  { words: "Assistants, and what each may do", also: "permissions disconnect programs", href: "/assistants" },
  { words: "Connect an assistant", also: "chatgpt claude gpt mcp link", href: "/connect" },
  { words: "Import a calendar file", also: "ics google outlook apple bring in upload", href: "/account#bring-in" },
  { words: "Export your agenda", also: "ics json download backup take it with you", href: "/account#take-out" },
  { words: "Your data", also: "account subscription delete", href: "/account" },
  { words: "Trash", also: "deleted restore bin", href: "/trash" },
  { words: "Privacy", also: "", href: "/privacy" },
];

const alsoOf: Readonly<Partial<Record<CommandName, string>>> = {
  add: "new create write",
  search: "find",
  today: "now",
  pickDay: "date jump calendar",
  agenda: "go view day list",
  week: "go view grid",
  month: "go view calendar",
  activity: "go changes history",
  undo: "take back",
  keys: "shortcuts keyboard help",
  complete: "done check finish",
  remove: "trash",
  move: "reschedule",
};

const plain = (words: string): string => words.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Whether each word that was typed begins one of these. */
export function fits(typed: string, words: string): boolean {
  const there = plain(words).split(/[^\p{L}\p{N}]+/u);
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return wanted.every((word) => there.some((each) => each.startsWith(word)));
}

/** What these do, they do to the item, or to the assistant's change, that has the focus. */
export const onItem: ReadonlySet<CommandName> = new Set(["edit", "complete", "move", "remove"]);
/** Of these, what is done with all that are selected, where any are. */
export const onSelected: ReadonlySet<CommandName> = new Set(["complete", "move", "remove"]);
export const onChange: ReadonlySet<CommandName> = new Set(["keep", "revert"]);

/** What commands work on. */
interface Focused {
  /** Of the item that has the focus. */
  readonly text: string;
  readonly isDone: boolean;
  /** How many are selected. */
  readonly selected: number;
}

/** What can be done, as far as it fits what was typed. */
export function commandOptions(
  typed: string,
  offered: readonly CommandName[],
  on: Focused,
  hasSingleKeys: boolean,
  t: Translator,
): Option[] {
  const wordsOf = (name: CommandName): string => {
    const words = t(keyWords[name]);
    if (onSelected.has(name) && on.selected > 0) return `${words}: ${on.selected} selected`;
    const verb = name === "complete" && on.isDone ? "Untick" : words;
    return onItem.has(name) || onChange.has(name) ? `${verb}: ${on.text}` : words;
  };
  return offered
    .filter((name) => fits(typed, `${wordsOf(name)} ${t(keyWords[name])} ${alsoOf[name] ?? ""}`))
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

export function pageOptions(typed: string): Option[] {
  const listed = pages.filter(({ words, also }) => fits(typed, `${words} ${also} go`));
  const options = listed.map(({ words, href }): Option => ({ key: href, words, act: { to: "visit", href } }));
  if (fits(typed, "print paper pdf")) options.push({ key: "print", words: "Print", act: { to: "print" } });
  if (fits(typed, "sign out log logout leave"))
    options.push({ key: "sign-out", words: "Sign out", act: { to: "sign-out" } });
  return options;
}

export function dayOptions(days: readonly string[], { today, words }: Pick<Reader, "today" | "words">): Option[] {
  return days.map((date) => ({
    key: `day ${date}`,
    words: `Go to ${weekdayAndDate(date, today, words)}`,
    detail: capital(distance(date, today, words)),
    act: { to: "go", date },
  }));
}

function distance(date: string, today: string, words: DateWords): string {
  const away = daysBetween(today, date);
  if (away >= -1 && away <= 1) return relativeDay(date, today, words);
  return away > 0 ? `in ${away} days` : `${-away} days ago`;
}

/** "Tomorrow, Thu 26, 18:00", "Thu 10 December, 18:00"; what is over says no time. */
export function whenOf(item: Item, { today, words, hour12, timeZone }: Reader): string {
  const placed = placeItem(item, timeZone);
  const { from, timed } = placed;
  const away = daysBetween(today, from);
  const near = { "-1": "Yesterday", "0": "Today", "1": "Tomorrow" }[away];
  const day = near
    ? `${near}, ${shortDay(from, words)}`
    : `${shortWeekdayName(from, words)} ${dayAndMonth(from, today, words)}`;
  return timed && !isSpan(placed) && placed.to >= today ? `${day}, ${clock(timed.startTime, hour12)}` : day;
}

export function itemOptions(items: readonly Item[], reader: Reader, nowMs: number): Option[] {
  return items.map((item) => {
    const { to, timed } = placeItem(item, reader.timeZone);
    return {
      key: `item ${keyOf(item)}`,
      words: item.text,
      detail: whenOf(item, reader),
      isOver: timed ? timed.endMs < nowMs : to < reader.today,
      act: { to: "open", item },
    };
  });
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Adds exactly what it says. */
export function addOption(fields: NewItem, reader: Pick<Reader, "today" | "words" | "hour12">, t: Translator): Option {
  const { today, words, hour12 } = reader;
  const { text, date, startTime, endTime, endDate, recurrence, location, url, tags } = fields;
  const isNear = Math.abs(daysBetween(today, date)) <= 1;
  const day = isNear
    ? `${capital(relativeDay(date, today, words))}, ${shortDate(date, today, words)}`
    : weekdayAndDate(date, today, words);
  const end = [endTime && clock(endTime, hour12), endDate && shortDate(endDate, today, words)]
    .filter(Boolean)
    .join(", ");
  const time = startTime && `${clock(startTime, hour12)}${end && ` to ${end}`}`;
  const when = time ? `${day}, ${time}` : endDate ? `${day} to ${shortDate(endDate, today, words)}` : day;
  const more = [
    recurrence && describeRecurrence(recurrence, date, t),
    location && `at ${location}`,
    url,
    ...(tags ?? []).map((tag) => `#${tag}`),
  ];
  return {
    key: `add ${JSON.stringify(fields)}`,
    words: `Add “${text}”`,
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
  /** Whether the words say a day or a time beside what to add. */
  readonly isPlan: boolean;
}

/**
 * In the order in which they are meant. What is known at once stands before what is being looked for: nothing that arrives later
 * may push away what Enter is about to do, and what adds never comes first unasked.
 */
export function groupsOf({ typed, days, commands, pages, items, adds, isPlan }: Known): OptionGroup[] {
  const words = typed.trim();
  const places = [...commands.filter(isPlace), ...pages];
  const groups: OptionGroup[] =
    words === ""
      ? [
          { label: "Do", items: commands.filter((one) => !isPlace(one)) },
          { label: "Go to", items: places },
        ]
      : [
          { label: "Go to a day", items: days },
          { label: "Add", items: isPlan ? adds : [] },
          { label: "Do", items: commands.filter((one) => !isPlace(one)) },
          { label: "Go to", items: places },
          { label: "Items", items },
          { label: "Search", items: [searchOption(words)] },
          { label: "Add", items: isPlan ? [] : adds },
        ];
  return groups.filter((group) => group.items.length > 0);
}

const isPlace = ({ key }: Option): boolean => /^(today|pickDay|agenda|week|month|activity)$/.test(key);

const searchOption = (words: string): Option => ({
  key: "search",
  words: `All with “${words}”, in words and notes`,
  act: { to: "visit", href: `/search?${new URLSearchParams({ q: words })}` },
});
