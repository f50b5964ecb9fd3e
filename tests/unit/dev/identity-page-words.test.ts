import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { readingOf } from "../../../dev/identity/page-words.ts";
import { messagePage, signInPage } from "../../../dev/identity/pages.ts";

const dev = path.resolve(import.meta.dirname, "../../../dev/identity");
const sources = ["pages", "interactions", "provider", "identity-server", "people"]
  .map((name) => readFileSync(path.join(dev, `${name}.ts`), "utf8"))
  .join("\n");

test("the embedded sign-in speaks the browser's language", () => {
  const german = signInPage(
    { application: "<Agenda>", username: "ada", offers: "account" },
    readingOf("de-CH, en;q=0.5"),
  );
  expect(german).toContain('<html lang="de" dir="ltr">');
  expect(german).toContain("um mit &#60;Agenda&#62; weiterzumachen");
  expect(german).toContain("Konto erstellen <b>ada</b>");
  expect(messagePage("Start again", "x", "http://localhost", readingOf("ar"))).toContain('dir="rtl"');
  expect(readingOf(undefined).say("There is no account {name} here yet.", { name: "ada" })).toBe(
    "There is no account ada here yet.",
  );
});

test("each sentence that is said has its translations, and none is kept that is not said", () => {
  const words = readFileSync(path.join(dev, "page-words.ts"), "utf8");
  const known = [...words.matchAll(/^ {2}(?:"((?:[^"\\]|\\.)+)"|(\w+)):(?= \[|$|\n)/gm)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  expect(known.length).toBeGreaterThan(25);
  for (const sentence of known) expect(sources, sentence).toContain(sentence);
  const said = [...sources.matchAll(/\bsay\(\s*"([^"]+)"/g)].map(([, sentence = ""]) => sentence);
  for (const sentence of said) expect(known, sentence).toContain(sentence);
  for (const sentence of said)
    for (const language of ["de", "fr", "es", "ja", "ar"])
      expect(readingOf(language).say(sentence), `${language}: ${sentence}`).not.toBe(readingOf("en").say(sentence));
});
