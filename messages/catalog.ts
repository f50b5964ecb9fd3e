import type { Language } from "../contract/languages.ts";
import type en from "./en.json";

/** All messages of a language, by room. English is what the others are translated from. */
export type Messages = typeof en;
export type Room = keyof Messages;

/** Reads all messages of a language: one file each, loaded when it is asked for. */
export async function readMessages(language: Language): Promise<Messages> {
  const { default: messages } = await import(`./${language}.json`);
  return messages;
}
