/** What a command applies to: anything, the focused item, an assistant's change there, or an item being moved. */
type Group = "anywhere" | "item" | "change" | "moving";

interface KeyCommand {
  readonly group: Group;
  /** As named by `pressedKey`; any of them. */
  readonly keys: readonly string[];
}

/**
 * The single list of key bindings, read by the handlers, the palette and the overview of keys. Their names are in key-words.ts, which is
 * loaded when they are shown.
 * @see docs/decisions/0267-one-list-of-keys.md
 */
const commands = {
  add: { group: "anywhere", keys: ["c"] },
  search: { group: "anywhere", keys: ["/"] },
  palette: { group: "anywhere", keys: ["Control+k"] },
  today: { group: "anywhere", keys: ["t"] },
  pickDay: { group: "anywhere", keys: ["g"] },
  agenda: { group: "anywhere", keys: ["d"] },
  week: { group: "anywhere", keys: ["w"] },
  month: { group: "anywhere", keys: ["m"] },
  activity: { group: "anywhere", keys: ["a"] },
  undo: { group: "anywhere", keys: ["z", "Control+z"] },
  keys: { group: "anywhere", keys: ["?"] },
  next: { group: "item", keys: ["j", "ArrowDown"] },
  previous: { group: "item", keys: ["k", "ArrowUp"] },
  nextDay: { group: "item", keys: ["ArrowRight"] },
  previousDay: { group: "item", keys: ["ArrowLeft"] },
  open: { group: "item", keys: ["Enter"] },
  edit: { group: "item", keys: ["e"] },
  complete: { group: "item", keys: [" "] },
  move: { group: "item", keys: ["M"] },
  remove: { group: "item", keys: ["Delete", "#"] },
  select: { group: "item", keys: ["x"] },
  selectTo: { group: "item", keys: ["X"] },
  selectNext: { group: "item", keys: ["Shift+ArrowDown"] },
  selectPrevious: { group: "item", keys: ["Shift+ArrowUp"] },
  selectNone: { group: "item", keys: ["Escape"] },
  nextChange: { group: "change", keys: ["n"] },
  previousChange: { group: "change", keys: ["p"] },
  keep: { group: "change", keys: ["y"] },
  revert: { group: "change", keys: ["r"] },
  moveByTime: { group: "moving", keys: ["ArrowUp", "ArrowDown"] },
  moveByDay: { group: "moving", keys: ["ArrowLeft", "ArrowRight"] },
  changeLength: { group: "moving", keys: ["Shift+ArrowUp", "Shift+ArrowDown"] },
  place: { group: "moving", keys: ["Enter"] },
  takeBack: { group: "moving", keys: ["Escape"] },
} as const satisfies Record<string, KeyCommand>;

export type CommandName = keyof typeof commands;
export const keyMap: Readonly<Record<CommandName, KeyCommand>> = commands;
export const commandNames = Object.keys(commands) as CommandName[];

const byKey = new Map(
  // While moving an item, its own handler comes first.
  commandNames
    .filter((name) => keyMap[name].group !== "moving")
    .flatMap((name) => keyMap[name].keys.map((key) => [key, name] as const)),
);

/** The command bound to a key. @param pressed as named by `pressedKey` */
export const commandOf = (pressed: string): CommandName | undefined => byKey.get(pressed);

/** "c", "C" with Shift whether or not Caps Lock is on, "Shift+ArrowDown", "?". Ignores other modifiers. */
export function pressedKey({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): string {
  if (key.length > 1) return shiftKey ? `Shift+${key}` : key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

const caps: Readonly<Record<string, string>> = {
  ...{ Control: "Ctrl", Shift: "⇧", Escape: "Esc", Delete: "Del", " ": "Space" },
  ...{ ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" },
};

/** The labels on the keys: "⇧", "M". */
export function keyCaps(key: string): string[] {
  const isShifted = /^\p{Lu}$/u.test(key);
  const parts = isShifted ? ["Shift", key] : key.split("+").filter(Boolean);
  return parts.map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** For `aria-keyshortcuts`; undefined if single keys are turned off. */
export const shortcutOf = (name: CommandName, isOn: boolean): string | undefined =>
  isOn ? keyMap[name].keys[0] : undefined;
