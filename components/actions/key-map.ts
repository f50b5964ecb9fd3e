/** What a command works on: on anything, on the item that has the focus, on what an assistant wrote there, on an item being moved. */
type Group = "anywhere" | "item" | "change" | "moving";

interface KeyCommand {
  readonly group: Group;
  readonly words: string;
  /** As `pressedKey` names them; any of them. */
  readonly keys: readonly string[];
}

/**
 * What keys do: the one list that the handlers, the palette and the overview of keys read.
 * @see docs/decisions/0267-one-list-of-keys.md
 */
const commands = {
  add: { group: "anywhere", words: "Add an item", keys: ["c"] },
  search: { group: "anywhere", words: "Search everything", keys: ["/"] },
  palette: { group: "anywhere", words: "Search and commands", keys: ["Control+k"] },
  today: { group: "anywhere", words: "Go to today", keys: ["t"] },
  pickDay: { group: "anywhere", words: "Go to a day…", keys: ["g"] },
  agenda: { group: "anywhere", words: "Agenda", keys: ["d"] },
  week: { group: "anywhere", words: "Week", keys: ["w"] },
  month: { group: "anywhere", words: "Month", keys: ["m"] },
  activity: { group: "anywhere", words: "Activity", keys: ["a"] },
  undo: { group: "anywhere", words: "Undo", keys: ["z", "Control+z"] },
  keys: { group: "anywhere", words: "Keys", keys: ["?"] },
  next: { group: "item", words: "Next item", keys: ["j", "ArrowDown"] },
  previous: { group: "item", words: "Previous item", keys: ["k", "ArrowUp"] },
  nextDay: { group: "item", words: "Next day with items", keys: ["ArrowRight"] },
  previousDay: { group: "item", words: "Previous day with items", keys: ["ArrowLeft"] },
  open: { group: "item", words: "Open", keys: ["Enter"] },
  edit: { group: "item", words: "Edit", keys: ["e"] },
  complete: { group: "item", words: "Tick off", keys: [" "] },
  move: { group: "item", words: "Move", keys: ["M"] },
  remove: { group: "item", words: "Delete", keys: ["Delete", "#"] },
  select: { group: "item", words: "Select", keys: ["x"] },
  selectTo: { group: "item", words: "Select up to here", keys: ["X"] },
  selectNext: { group: "item", words: "Select the next one, too", keys: ["Shift+ArrowDown"] },
  selectPrevious: { group: "item", words: "Select the one before, too", keys: ["Shift+ArrowUp"] },
  selectNone: { group: "item", words: "Select nothing", keys: ["Escape"] },
  nextChange: { group: "change", words: "Next change", keys: ["n"] },
  previousChange: { group: "change", words: "Previous change", keys: ["p"] },
  keep: { group: "change", words: "Keep", keys: ["y"] },
  revert: { group: "change", words: "Revert", keys: ["r"] },
  moveByTime: { group: "moving", words: "Quarter of an hour", keys: ["ArrowUp", "ArrowDown"] },
  moveByDay: { group: "moving", words: "Day", keys: ["ArrowLeft", "ArrowRight"] },
  changeLength: { group: "moving", words: "Longer, shorter", keys: ["Shift+ArrowUp", "Shift+ArrowDown"] },
  place: { group: "moving", words: "Keep it there", keys: ["Enter"] },
  takeBack: { group: "moving", words: "Take it back", keys: ["Escape"] },
} as const satisfies Record<string, KeyCommand>;

export type CommandName = keyof typeof commands;
export const keyMap: Readonly<Record<CommandName, KeyCommand>> = commands;
export const commandNames = Object.keys(commands) as CommandName[];

const byKey = new Map(
  // While something is moved, its own handler comes first.
  commandNames
    .filter((name) => keyMap[name].group !== "moving")
    .flatMap((name) => keyMap[name].keys.map((key) => [key, name] as const)),
);

/** The command that a key stands for. @param pressed as `pressedKey` names it */
export const commandOf = (pressed: string): CommandName | undefined => byKey.get(pressed);

/** "c", "C" with Shift whether or not Caps Lock is on, "Shift+ArrowDown", "?". Other modifiers are not looked at. */
export function pressedKey({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): string {
  if (key.length > 1) return shiftKey ? `Shift+${key}` : key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

const caps: Readonly<Record<string, string>> = {
  ...{ Control: "Ctrl", Shift: "⇧", Escape: "Esc", Delete: "Del", " ": "Space" },
  ...{ ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" },
};

/** What is printed on the keys: "⇧", "M". */
export function keyCaps(key: string): string[] {
  const isShifted = /^\p{Lu}$/u.test(key);
  const parts = isShifted ? ["Shift", key] : key.split("+").filter(Boolean);
  return parts.map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** For `aria-keyshortcuts`; nothing where single keys are turned off. */
export const shortcutOf = (name: CommandName, isOn: boolean): string | undefined =>
  isOn ? keyMap[name].keys[0] : undefined;
