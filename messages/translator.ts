import { createTranslator, type useTranslations } from "next-intl";
import type { Language } from "../contract/languages.ts";
import { type Messages, readMessages } from "./catalog.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}

/** Says messages in one language: `t("trash.restored", { text, day })`. The one for all rooms, so that it can be handed on. */
export type Translator = ReturnType<typeof useTranslations<never>>;

const made = new Map<Language, Promise<Translator>>();

/** For words that are made outside React. One for all who read this language: it keeps what Intl makes for it. */
export function translatorIn(language: Language): Promise<Translator> {
  const known = made.get(language);
  if (known) return known;
  const making = readMessages(language).then((messages) => createTranslator({ locale: language, messages }));
  made.set(language, making);
  return making;
}
