import { readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { type Language, languages } from "../../../contract/languages.ts";
import type { Messages } from "../../../messages/catalog.ts";
import type { Translator } from "../../../messages/translator.ts";

const read = (language: Language): Messages =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../messages/${language}.json`), "utf8"));

/** What the build compiles, as it is written. */
export const catalogs = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<
  Language,
  Messages
>;

/** For functions that take a translator. */
export const translatorOf = (language: Language, clock = "24", locale?: string): Translator => {
  const messages = catalogs[language];
  const when = { ...messages.when, clock, ...(locale !== undefined && { locale }) };
  return createTranslator({ locale: language, messages: { ...messages, when } });
};

/** English, as the page says it. */
export const t = translatorOf("en");
