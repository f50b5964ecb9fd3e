import { createTranslator } from "next-intl";
import type { Language } from "../../contract/languages.ts";
import type { Messages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";
import { learnMessages } from "./page-messages.ts";

/** Translates what this page knows, in its language: for code outside React. */
export const translatorNow = (): Translator =>
  createTranslator({ locale: document.documentElement.lang as Language, messages: learnMessages({}) as Messages });
