import type { programOf } from "./syntax.ts";

type Program = ReturnType<typeof programOf>;
type Node = Program | Program["body"][number];

/** Attributes that hold nothing for people. */
const technical =
  /^(className|id|href|action|method|type|role|key|name|htmlFor|rel|target|autoComplete|inputMode|enterKeyHint|popover\w*|data-.+|aria-(?!label$|description$|roledescription$|valuetext$).+|lang|dir|style|d|viewBox|fill|stroke\w*|points|transform|align|side|at|as|view|to|media|form|pattern|value|accept|download|autoCapitalize|scope)$/;

/** Words that programs say to each other. */
const known = new Set([
  ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  ...["Enter", "Escape", "Tab", "Backspace", "Delete", "Home", "End", "Space", "Control", "Meta", "Shift", "Alt"],
  ...[
    "Ctrl",
    "Esc",
    "Del",
    "line sheet",
    "UTC",
    "light dark",
    "Chez Prune",
    "next",
    "free",
    "none",
    "always",
    "Notification",
  ],
  ...["Edge", "Opera", "Firefox", "Chrome", "Safari", "Android", "Windows", "Linux"],
  ...["Mac", "Agenda Assistant", "Meet", "Zoom", "Teams", "Webex"],
  ...["OpenStreetMap", "Google Maps", "Apple Maps"],
]);

/** Whether a text may be for people: several words, or one with a capital letter. */
const isForPeople = (text: string): boolean => {
  const plain = text.trim();
  if (known.has(plain) || isStyles(plain) || isCode(plain) || /^(text|application)\/|^\(prefers-/.test(plain))
    return false;
  return /\p{L}{2,}[^\p{L}]*\s[^\p{L}]*\p{L}{2,}/u.test(plain) || /^[\p{Lu}][\p{Ll}]{2,}[.:…]?$/u.test(plain);
};

/** Whether it puts a comma between what it joins. */
const isComma = (text: string): boolean => text === ", " || /\{\}, |, \{\}/.test(text);

/** Script, a value of CSS, or the key of a message. */
const isCode = (text: string): boolean => /=>|^calc\(|^[a-z][\w-]*\.\w+$/.test(text);

/** A list of classes, a selector, a size, a cookie. */
const isStyles = (text: string): boolean =>
  /^([.#[(:]|(main|li|button|input)\b[ ,]|\d+px)|\[data-|:not\(|; path=\//i.test(text) ||
  (/^[a-z0-9{} -]+$/.test(text) && /(^| )(is|has|sr)-|-/.test(text));

/** Texts for people that stand in a program, as "line: text". */
export function literalsIn(program: Program): string[] {
  const found: string[] = [];
  const note = (node: Node, text: string) =>
    found.push(`${node.loc?.start.line}: ${text.trim().replaceAll(/\s+/g, " ")}`);
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    if (typeof node !== "object" || node === null || !("type" in node)) return;
    const at = node as Node & Record<string, unknown>;
    switch (at.type as string) {
      case "ImportDeclaration":
      case "ImportExpression":
      case "ExportAllDeclaration":
      case "TSTypeAnnotation":
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
      case "TSTypeParameterInstantiation":
      case "Directive":
        return;
      case "JSXAttribute": {
        const { name, value } = at as unknown as { name: { name: string }; value: unknown };
        const text = (value as { value?: unknown } | null)?.value;
        if (technical.test(name.name)) return;
        if (typeof text === "string" && /\p{L}{2}/u.test(text) && !known.has(text) && !isCode(text)) note(at, text);
        else visit(value);
        return;
      }
      case "JSXText":
        if (/\p{L}/u.test(String(at.value)) && !known.has(String(at.value).trim())) note(at, String(at.value));
        return;
      case "NewExpression":
        // For programmers.
        if (/Error$/.test(String((at.callee as unknown as { name?: string }).name))) return;
        break;
      case "StringLiteral":
        if (isForPeople(String(at.value)) || isComma(String(at.value))) note(at, String(at.value));
        return;
      case "TemplateLiteral": {
        const quasis = at.quasis as { value: { cooked: string } }[];
        const text = quasis.map(({ value }) => value.cooked).join("{}");
        if (isForPeople(text) || isComma(text)) note(at, text);
        visit(at.expressions);
        return;
      }
    }
    visit(Object.values(at));
  };
  visit(program);
  return found;
}
