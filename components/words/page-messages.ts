import type { Language } from "../../contract/languages.ts";
import { type Messages, readMessages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";

/** The messages known to this page. It includes those for its first render; the others come with lazy parts. */
const known: Partial<Messages> = {};
let all: Promise<unknown> | undefined;

/** Adds messages for every translator of the page. @returns all that are known */
export const learnMessages = (some: Partial<Messages>): Partial<Messages> => Object.assign(known, some);

/** Loads a part of the page together with its messages. */
export async function withMessages<T>(part: Promise<T>): Promise<T> {
  all ??= readMessages(document.documentElement.lang as Language).then(learnMessages);
  // A failure is retried.
  all.catch(() => {
    all = undefined;
  });
  const [loaded] = await Promise.all([part, all]);
  return loaded;
}

/** A message without placeholders, for the browser where there is no translator: the key itself until its messages are loaded. */
export function messageNow(key: Parameters<Translator>[0]): string {
  const [room = "", name = ""] = key.split(".");
  return (known as Partial<Record<string, Record<string, string>>>)[room]?.[name] ?? key;
}
