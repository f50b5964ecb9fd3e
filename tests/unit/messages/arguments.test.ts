import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "@babel/parser";
import { expect, test } from "@playwright/test";
import { IntlMessageFormat } from "intl-messageformat";
import { catalogs } from "./catalogs.ts";

const root = path.resolve(import.meta.dirname, "../../..");
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

/** Messages that a source uses without an argument they need: "key: name". */
function unfilledIn(source: string, isJsx: boolean, messageOf: (key: string) => string | undefined): string[] {
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
    for (const [field, value] of Object.entries(at)) if (field !== "loc" && field !== "extra") visit(value);
  };
  visit(parse(source, { sourceType: "module", plugins: isJsx ? ["typescript", "jsx"] : ["typescript"] }).program);
  return found;
}

const english: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogs.en;

test("whatever is said fills in all that its message needs", () => {
  const files = globSync("{app,components,agenda,server,tools/mcp-view}/**/*.{ts,tsx}", { cwd: root }).filter(
    (file) => !file.startsWith("server/storage/generated/"),
  );
  const messageOf = (key: string) => english[key.split(".")[0] ?? ""]?.[key.split(".")[1] ?? ""];
  const unfilled = files.flatMap((file) =>
    unfilledIn(readFileSync(path.join(root, file), "utf8"), file.endsWith("x"), messageOf).map(
      (each) => `${file} ${each}`,
    ),
  );
  expect(unfilled).toEqual([]);
  const source = 't(isOver ? "a.one" : "a.two", { day }); t.rich("a.one", { day, ...more });';
  expect(unfilledIn(source, false, () => "{day} of <b>{text}</b>")).toEqual([
    ...["a.one: b", "a.one: text", "a.two: b", "a.two: text"],
  ]);
});
