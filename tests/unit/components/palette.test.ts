import { expect, test } from "@playwright/test";
import { commandNames, commandOf, keyCaps, keyMap, pressedKey } from "../../../components/actions/key-map.ts";
import {
  addOption,
  commandOptions,
  dayOptions,
  fits,
  groupsOf,
  itemOptions,
  type OptionGroup,
  pageOptions,
} from "../../../components/palette/palette-options.ts";
import { english } from "../../../components/time/date-words.ts";
import { t } from "../messages/catalogs.ts";
import { item } from "./page-items.ts";

const reader = {
  ...{ timeZone: "UTC", today: "2026-11-25", hour12: false, locale: "en", words: english },
  ...{
    weekStart: "Monday" as const,
    usualMinutes: 60,
    hasSingleKeys: true,
    workingHours: [],
    mapService: "openstreetmap" as const,
  },
};
const words = (groups: readonly OptionGroup[]) => groups.flatMap(({ items }) => items.map((option) => option.words));

test("no key stands for two commands, and each is found by its key", () => {
  const own = commandNames.filter((name) => keyMap[name].group !== "moving");
  const keys = own.flatMap((name) => keyMap[name].keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(own.filter((name) => keyMap[name].keys.some((key) => commandOf(key) !== name))).toEqual([]);
});

test("a letter is one with Shift, and Caps Lock changes nothing", () => {
  const pressed = [
    ["m", false],
    ["M", true],
    ["M", false],
    ["m", true],
    ["?", true],
    ["ArrowDown", true],
    ["Delete", false],
  ] as const;
  expect(pressed.map(([key, shiftKey]) => pressedKey({ key, shiftKey }))).toEqual([
    ...["m", "M", "m", "M", "?", "Shift+ArrowDown", "Delete"],
  ]);
  expect(["M", "Control+k", "Delete", "Shift+ArrowUp", "/"].map((key) => keyCaps(key).join(" "))).toEqual([
    ...["⇧ M", "Ctrl K", "Del", "⇧ ↑", "/"],
  ]);
});

test("words are found by their beginnings, without accents, in any order", () => {
  expect(["go tod", "TODAY", "to go", "é", "oday", "today x"].map((typed) => fits(typed, "Go to today été"))).toEqual([
    ...[true, true, true, true, false, false],
  ]);
});

const physio = { text: "Physio", isDone: false, selected: 0 };

test("what is done is unticked, and where several are selected, it is done with them", () => {
  const shown = (on: typeof physio) =>
    commandOptions("", ["edit", "complete", "remove"], on, true, t).map((option) => option.words);
  expect(shown({ ...physio, isDone: true })).toEqual(["Edit: Physio", "Untick: Physio", "Delete: Physio"]);
  expect(shown({ ...physio, selected: 3 })).toEqual(["Edit: Physio", "Tick off: 3 selected", "Delete: 3 selected"]);
  expect(commandOptions("untick", ["complete"], { ...physio, isDone: true }, true, t)).toHaveLength(1);
});

test("commands show their keys, unless single keys are turned off; those on an item name it", () => {
  const offered = ["add", "undo", "edit"] as const;
  const shown = (hasSingleKeys: boolean) =>
    commandOptions("", offered, physio, hasSingleKeys, t).map((option) => [option.words, option.keys]);
  expect(shown(true)).toEqual([
    ["Add an item", ["c"]],
    ["Undo", ["z"]],
    ["Edit: Physio", ["e"]],
  ]);
  expect(shown(false)).toEqual([
    ["Add an item", undefined],
    ["Undo", ["Control+z"]],
    ["Edit: Physio", undefined],
  ]);
  expect(pageOptions("import", t).map((option) => option.act)).toEqual([{ to: "visit", href: "/account#bring-in" }]);
});

test("a day, an item and what would be added say when", () => {
  const days = dayOptions(["2026-11-25", "2026-12-16", "2026-11-20"], reader, t);
  expect(days.map((option) => [option.words, option.detail])).toEqual([
    ["Go to Wednesday 25 November", "Today"],
    ["Go to Wednesday 16 December", "In 21 days"],
    ["Go to Friday 20 November", "5 days ago"],
  ]);
  const found = [
    item({ text: "Physio", date: "2026-11-26", startTime: "18:00", endTime: "19:00" }),
    item({ text: "Physio", date: "2026-12-10", startTime: "18:00" }),
    item({ text: "Physio", date: "2026-11-19", startTime: "18:00" }),
  ];
  const nowMs = Date.parse("2026-11-25T10:00:00Z");
  expect(itemOptions(found, reader, nowMs, t).map((option) => [option.detail, option.isOver])).toEqual([
    ["Tomorrow, Thu 26, 18:00", false],
    ["Thu 10 December, 18:00", false],
    ["Thu 19 November", true],
  ]);
  const fields = {
    ...{ text: "Lunch", date: "2026-11-26", startTime: "23:00", endTime: "01:00", endDate: "2026-11-27" },
    ...{ recurrence: "FREQ=WEEKLY", location: "Luigi’s", tags: ["work"] },
  };
  expect(addOption(fields, reader, t)).toMatchObject({
    words: "Add “Lunch”",
    detail: "Tomorrow, Thu 26 Nov, 23:00 to 01:00, Fri 27 Nov · every Thursday · at Luigi’s · #work",
    act: { to: "add", fields },
  });
});

test("what is known at once comes before what is being looked for, and adding comes first only where a time is said", () => {
  const known = {
    days: dayOptions(["2026-11-27"], reader, t),
    commands: commandOptions("", ["week", "undo"], physio, true, t),
    pages: [],
    items: itemOptions([item({ text: "Physio", date: "2026-11-26" })], reader, 0, t),
    adds: [addOption({ text: "phys", date: "2026-11-25" }, reader, t)],
  };
  const all = "All with “phys”, in words and notes";
  expect(words(groupsOf({ ...known, typed: "phys ", isPlan: false }, t))).toEqual([
    ...["Go to Friday 27 November", "Undo", "Week", "Physio", all, "Add “phys”"],
  ]);
  expect(words(groupsOf({ ...known, days: [], commands: [], typed: "phys", isPlan: true }, t))).toEqual([
    ...["Add “phys”", "Physio", all],
  ]);
  // While nothing is found yet, Enter must not add.
  const searching = { ...known, days: [], commands: [], items: [] };
  expect(words(groupsOf({ ...searching, typed: "phys", isPlan: false }, t))).toEqual([all, "Add “phys”"]);
  expect(words(groupsOf({ ...known, days: [], items: [], adds: [], typed: "", isPlan: false }, t))).toEqual([
    "Undo",
    "Week",
  ]);
});
