import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { IntlMessageFormat } from "intl-messageformat";
import { languages } from "../../../contract/languages.ts";
import type { Messages } from "../../../messages/catalog.ts";
import { catalogs } from "./catalogs.ts";

const root = path.resolve(import.meta.dirname, "../../..");
let sources = "";
test.beforeAll(() => {
  sources = globSync("{app,components,agenda,server,contract,tools/mcp-view}/**/*.{ts,tsx}", { cwd: root })
    .filter((file) => !file.startsWith("server/storage/generated/"))
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .join("\n");
});

/** "trash.title" and its message, of the rooms that are converted. */
const entriesOf = (messages: Messages): [string, string][] =>
  Object.entries(messages).flatMap(([room, own]) =>
    Object.entries(own).map(([key, message]): [string, string] => [`${room}.${key}`, message]),
  );
const english = entriesOf(catalogs.en);

test("every message is there in every language, in the same order", () => {
  const keys = english.map(([key]) => key);
  for (const language of languages)
    expect(
      entriesOf(catalogs[language]).map(([key]) => key),
      language,
    ).toEqual(keys);
});

type Part = ReturnType<IntlMessageFormat["getAst"]>[number];

const known = new Map<string, Part[]>();
/** A message's parts, whose text is parsed once. */
function partsOf(message: string): Part[] {
  const parts = known.get(message) ?? new IntlMessageFormat(message, "en").getAst();
  known.set(message, parts);
  return parts;
}

/** What must be filled in: names, tags, and the options of a select. */
function placesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    // The parser's types: 0 is text, 5 a select, 6 a plural, 7 its #, 8 a tag.
    if (part.type === 0 || part.type === 7) return [];
    if (part.type === 8) return [`<${part.value}>`, ...placesIn(part.children)];
    const options = part.type === 5 || part.type === 6 ? Object.entries(part.options) : [];
    const chosen = part.type === 5 ? options.map(([name]) => `${part.value} is ${name}`) : [];
    return [`{${part.value}}`, ...chosen, ...options.flatMap(([, { value }]) => placesIn(value))];
  });
}
const placesOf = (message: string) => [...new Set(placesIn(partsOf(message)))].sort().join(" ");

test("a message has the same placeholders in every language", () => {
  const differing = languages.flatMap((language) => {
    const own = new Map(entriesOf(catalogs[language]));
    return english
      .filter(([key, message]) => placesOf(message) !== placesOf(own.get(key) ?? ""))
      .map(([key]) => `${language} ${key}`);
  });
  expect(differing).toEqual([]);
  expect(placesOf("{n, plural, one {# day} other {# days}} of <b>{text}</b>")).toBe("<b> {n} {text}");
  expect(placesOf("{over, select, true {undone} other {{n} left}}")).toBe("over is other over is true {n} {over}");
});

test("a count is written as the language writes numbers", () => {
  // The parser's types: 1 is filled in as it is, 2 a number.
  const isPlain = (part: Part): boolean => part.type === 1 && part.value === "count";
  const plain = (parts: readonly Part[]): boolean =>
    parts.some(
      (part) =>
        isPlain(part) ||
        (part.type === 8 && plain(part.children)) ||
        ((part.type === 5 || part.type === 6) && Object.values(part.options).some(({ value }) => plain(value))),
    );
  const found = languages.flatMap((language) =>
    entriesOf(catalogs[language])
      .filter(([, message]) => plain(partsOf(message)))
      .map(([key]) => `${language} ${key}`),
  );
  expect(found).toEqual([]);
});

/** The fixed text, without what is filled in. */
const textIn = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (part.type === 0) return part.value;
      if (part.type === 8) return textIn(part.children);
      return part.type === 5 || part.type === 6
        ? Object.values(part.options)
            .map(({ value }) => textIn(value))
            .join()
        : "";
    })
    .join(" ");

test("a message in another script is written in it", () => {
  const scripts = { ja: /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u, ar: /\p{sc=Arabic}/u };
  const isWords = (message: string) => /\p{L}{2}/u.test(textIn(partsOf(message)));
  const foreign = (["ja", "ar"] as const).flatMap((language) =>
    entriesOf(catalogs[language])
      .filter(([key, message]) => isWords(message) && !scripts[language].test(message) && !names.has(key))
      .map(([key]) => `${language} ${key}`),
  );
  expect(foreign).toEqual([]);
});

test("in a message from right to left the texts of people keep their own direction", () => {
  const loose = entriesOf(catalogs.ar).filter(([key, message]) =>
    (key.startsWith("history.") ? /(?<!\u2068)\{name\}/ : /(?<!\u2068)\{(text|title|tag)\}/).test(message),
  );
  expect(loose.map(([key]) => key)).toEqual([]);
});

/** Messages that are names, the same everywhere. */
const names: ReadonlySet<string> = new Set<string>([
  "shell.failedCode",
  "palette.esc",
  "search.chatGpt",
  "privacy.cookies",
  "recurrence.date",
  "recurrence.dates",
  "when.locale",
  "connect.claudeCode",
]);

test("every message is said somewhere", () => {
  const said = new Set([...sources.matchAll(/"(?=([\w.-]+)")/g)].map(([, key]) => key));
  expect(english.map(([key]) => key).filter((key) => !said.has(key))).toEqual([]);
});

test("no message is asked for that is not there", () => {
  const known = new Set(english.map(([key]) => key));
  const rooms = [...new Set(english.map(([key]) => key.split(".")[0]))];
  const asked = [...sources.matchAll(/\bt(?:\.rich)?\(\s*"([^"]+)"/g)].map(([, key = ""]) => key);
  expect(asked.filter((key) => rooms.includes(key.split(".")[0]) && !known.has(key))).toEqual([]);
});
