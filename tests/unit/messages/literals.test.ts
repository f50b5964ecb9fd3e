import { globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { literalsIn, literalsInFile } from "./literals.ts";

/** Documentation for operators among what people read: in English, like the menus that it names (docs/decisions/0278). */
const documentation = [
  ...["gpt-instructions.ts", "gpt-setup.tsx", "mcp-setup.tsx", "step.tsx"].map((file) => `components/connect/${file}`),
  // The last resort: it needs nothing that is loaded.
  "app/global-error.tsx",
];
const root = path.resolve(import.meta.dirname, "../../..");

test("no room of the page has words of its own: they are messages", () => {
  const files = globSync("components/**/*.{ts,tsx}", { cwd: root }).filter((file) => !documentation.includes(file));
  expect(files.length).toBeGreaterThan(3);
  expect(files.flatMap((file) => literalsInFile(path.join(root, file)).map((found) => `${file}:${found}`))).toEqual([]);
});

test("pages have no words of their own either", () => {
  const pages = "app/{*,*/page,assistants/**,account/**,(agenda)/**,reading/*}.{ts,tsx}";
  const files = globSync(pages, { cwd: root }).filter((file) => !documentation.includes(file));
  expect(files.flatMap((file) => literalsInFile(path.join(root, file)).map((found) => `${file}:${found}`))).toEqual([]);
});

test("texts for people are found wherever they stand", () => {
  const found = (source: string) => literalsIn(source).map((each) => each.replace(/^\d+: /, ""));
  expect(found('<p className="is-a b">All done</p>')).toEqual(["All done"]);
  expect(found('<b aria-label="Undo" type="button" />')).toEqual(["Undo"]);
  expect(found(`say(\`\${text} was moved.\`)`)).toEqual(["{} was moved."]);
  expect(found('const act = { words: "Undo", kind: "undo", key: "Escape" };')).toEqual(["Undo"]);
  expect(found('t("left.today"); throw new Error("No such thing");')).toEqual([]);
});
