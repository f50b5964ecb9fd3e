import { createTranslator, type useTranslations } from "next-intl";
import { hasTwelveHours, type Language } from "../contract/languages.ts";
import { type Messages, readMessages } from "./catalog.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}

/** Says messages in one language: `t("trash.restored", { text, day })`. The one for all rooms, so that it can be handed on. */
export type Translator = ReturnType<typeof useTranslations<never>>;

const made = new Map<string, Promise<Translator>>();

/**
 * For words that are made outside React. One for all who read this language and clock: it keeps what Intl makes for it.
 * @param clockOf whose clock times are said by, BCP 47; without one it has 24 hours
 */
export function translatorIn(language: Language, clockOf = ""): Promise<Translator> {
  const clock = hasTwelveHours(clockOf) ? "12" : "24";
  const key = `${language} ${clock}`;
  const known = made.get(key);
  if (known) return known;
  const making = readMessages(language).then((messages) =>
    createTranslator({ locale: language, messages: { ...messages, when: { ...messages.when, clock } } }),
  );
  made.set(key, making);
  return making;
}
