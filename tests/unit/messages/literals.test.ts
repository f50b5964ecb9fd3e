import { globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { literalsIn, literalsInFile } from "./literals.ts";
import { documentation, unconverted } from "./unconverted.ts";

/** English only: they need nothing that is loaded. */
const lastResort = ["app/global-error.tsx", "components/shell/plain-failure.tsx"];
const root = path.resolve(import.meta.dirname, "../../..");

test("no room of the page has words of its own: they are messages", () => {
  const files = globSync("components/**/*.{ts,tsx}", { cwd: root }).filter(
    (file) => ![...lastResort, ...documentation].includes(file) && !unconverted.has(file.split(path.sep)[1] ?? ""),
  );
  expect(files.length).toBeGreaterThan(3);
  expect(files.flatMap((file) => literalsInFile(path.join(root, file)).map((found) => `${file}:${found}`))).toEqual([]);
});

test("pages have no words of their own either", () => {
  const files = unconverted.has("pages")
    ? []
    : globSync("app/{*,*/page,assistants/**,account/**,(agenda)/**,reading/*}.{ts,tsx}", { cwd: root }).filter(
        (file) => !lastResort.includes(file) && ![...unconverted].some((begun) => file.startsWith(begun)),
      );
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
