import { createTranslator, type useTranslations } from "next-intl";
import { hasTwelveHours, type Language, localeOfSentences } from "../contract/languages.ts";
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
const mostMade = 200;

/**
 * For words that are made outside React. One for all who read this language, clock and dates: it keeps what Intl makes for it.
 * @param chosen their locale for dates and times, BCP 47; without it and a browser's the clock has 24 hours
 * @param browserLocale BCP 47, or empty
 */
export function translatorIn(
  language: Language,
  chosen: string | null = null,
  browserLocale = "",
): Promise<Translator> {
  const clock = hasTwelveHours(chosen ?? browserLocale) ? "12" : "24";
  const locale = localeOfSentences(language, chosen, browserLocale);
  const key = `${language} ${clock} ${locale}`;
  const known = made.get(key);
  if (known) return known;
  const making = readMessages(language).then((messages) => {
    const when = { ...messages.when, clock, ...(locale !== undefined && { locale }) };
    return createTranslator({ locale: language, messages: { ...messages, when } });
  });
  if (made.size >= mostMade) made.clear(); // browsers may ask for anything
  made.set(key, making);
  return making;
}
