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

/** For words that are made outside React. */
export async function translatorIn(language: Language): Promise<Translator> {
  return createTranslator({ locale: language, messages: await readMessages(language) });
}
