import { createTranslator } from "next-intl";
import type { Language } from "../../contract/languages.ts";
import type { Messages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";
import { learnMessages } from "./page-messages.ts";

/** Says what this page knows, in its language: for parts of it that nothing draws. */
export const translatorNow = (): Translator =>
  createTranslator({ locale: document.documentElement.lang as Language, messages: learnMessages({}) as Messages });
