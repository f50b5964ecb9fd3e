import type { Language } from "../../contract/languages.ts";
import { type Messages, readMessages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";

/** The messages that this page knows. A page comes with those of its first picture; the others follow with what is loaded late. */
const known: Partial<Messages> = {};
let all: Promise<unknown> | undefined;

/** Adds messages, so that every translator of the page knows them. @returns all that are known */
export const learnMessages = (some: Partial<Messages>): Partial<Messages> => Object.assign(known, some);

/** Loads a part of the page together with the messages that it needs. */
export async function withMessages<T>(part: Promise<T>): Promise<T> {
  all ??= readMessages(document.documentElement.lang as Language).then(learnMessages);
  // What failed is tried again.
  all.catch(() => {
    all = undefined;
  });
  const [loaded] = await Promise.all([part, all]);
  return loaded;
}

/** Says a message without placeholders where there is no translator, in the browser: the key itself until its messages have come. */
export function messageNow(key: Parameters<Translator>[0]): string {
  const [room = "", name = ""] = key.split(".");
  return (known as Partial<Record<string, Record<string, string>>>)[room]?.[name] ?? key;
}
