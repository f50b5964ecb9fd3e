import { IntlMessageFormat } from "intl-messageformat";

type Part = ReturnType<IntlMessageFormat["getAst"]>[number];

/** A message's argument names. */
const namesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    if (part.type === 0 || part.type === 7) return [];
    if (part.type === 8) return [part.value, ...namesIn(part.children)];
    const options = part.type === 5 || part.type === 6 ? Object.values(part.options) : [];
    return [part.value, ...options.flatMap(({ value }) => namesIn(value))];
  });

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Whether a source may use messages. */
export const mayUseMessages = (source: string): boolean => /\bt\s*[.(<?]/.test(source);

/** Messages that a program uses without an argument they need: "key: name". */
export function unfilledIn(program: unknown, messageOf: (key: string) => string | undefined): string[] {
  const found: string[] = [];
  const keysOf = (node: Node): string[] => {
    if (node.type === "StringLiteral") return [String(node.value)];
    return node.type === "ConditionalExpression"
      ? [node.consequent, node.alternate].flatMap((at) => keysOf(at as Node))
      : [];
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (typeof node !== "object" || node === null || !("type" in node)) return;
    const at = node as Node;
    const callee = at.callee as { name?: string; object?: { name?: string } } | undefined;
    if (at.type === "CallExpression" && (callee?.name === "t" || callee?.object?.name === "t")) {
      const [key, values] = at.arguments as Node[];
      const fields = (values?.properties ?? []) as { type: string; key?: { name?: string; value?: string } }[];
      const isKnown =
        values === undefined ||
        (values.type === "ObjectExpression" && fields.every(({ type }) => type !== "SpreadElement"));
      const given = new Set(fields.map((field) => field.key?.name ?? field.key?.value));
      for (const each of isKnown && key ? keysOf(key) : []) {
        const needed = namesIn(new IntlMessageFormat(messageOf(each) ?? "", "en").getAst());
        found.push(...new Set(needed.filter((name) => !given.has(name)).map((name) => `${each}: ${name}`)));
      }
    }
    visit(Object.values(at));
  };
  visit(program);
  return found;
}
