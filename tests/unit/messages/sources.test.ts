import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { mayUseMessages, unfilledIn } from "./arguments.ts";
import { catalogs } from "./catalogs.ts";
import { literalsIn } from "./literals.ts";
import { programIn, programOf } from "./syntax.ts";

/** Documentation for operators among what people read: in English, like the menus that it names (docs/decisions/0278). */
const documentation = [
  ...["gpt-instructions.ts", "gpt-setup.tsx", "mcp-setup.tsx", "step.tsx"].map((file) => `components/connect/${file}`),
  // The last resort: it needs nothing that is loaded.
  "app/global-error.tsx",
];
const root = path.resolve(import.meta.dirname, "../../..");
const literalsOf = (files: readonly string[]) =>
  files.flatMap((file) => literalsIn(programIn(path.join(root, file))).map((found) => `${file}:${found}`));

test("no room of the page has words of its own: they are messages", () => {
  const files = globSync("components/**/*.{ts,tsx}", { cwd: root }).filter((file) => !documentation.includes(file));
  expect(files.length).toBeGreaterThan(3);
  expect(literalsOf(files)).toEqual([]);
});

test("pages have no words of their own either", () => {
  const pages = "app/{*,*/page,assistants/**,account/**,(agenda)/**,reading/*}.{ts,tsx}";
  const files = globSync(pages, { cwd: root }).filter((file) => !documentation.includes(file));
  expect(literalsOf(files)).toEqual([]);
});

test("texts for people are found wherever they stand", () => {
  const found = (source: string) => literalsIn(programOf(source, true)).map((each) => each.replace(/^\d+: /, ""));
  expect(found('<p className="is-a b">All done</p>')).toEqual(["All done"]);
  expect(found('<b aria-label="Undo" type="button" />')).toEqual(["Undo"]);
  expect(found(`say(\`\${text} was moved.\`)`)).toEqual(["{} was moved."]);
  expect(found('const act = { words: "Undo", kind: "undo", key: "Escape" };')).toEqual(["Undo"]);
  // Arabic and Japanese have other commas: words.comma.
  expect(found(`names.join(", "); say(\`, \${was}\`);`)).toEqual([",", ", {}"]);
  expect(found('t("left.today"); throw new Error("No such thing");')).toEqual([]);
});

const english: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogs.en;

test("whatever is said fills in all that its message needs", () => {
  const files = globSync("{app,components,agenda,server,tools/mcp-view}/**/*.{ts,tsx}", { cwd: root }).filter(
    (file) =>
      !file.startsWith("server/storage/generated/") && mayUseMessages(readFileSync(path.join(root, file), "utf8")),
  );
  const messageOf = (key: string) => english[key.split(".")[0] ?? ""]?.[key.split(".")[1] ?? ""];
  const unfilled = files.flatMap((file) =>
    unfilledIn(programIn(path.join(root, file)), messageOf).map((each) => `${file} ${each}`),
  );
  expect(unfilled).toEqual([]);
  const source = 't(isOver ? "a.one" : "a.two", { day }); t.rich("a.one", { day, ...more });';
  expect(mayUseMessages(source)).toBe(true);
  expect(unfilledIn(programOf(source, false), () => "{day} of <b>{text}</b>")).toEqual([
    ...["a.one: b", "a.one: text", "a.two: b", "a.two: text"],
  ]);
});
