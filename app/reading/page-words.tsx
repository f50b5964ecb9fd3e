import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ComponentType } from "react";
import { MoreWords } from "../../components/words/words.tsx";
import type { Language } from "../../contract/languages.ts";
import { type Messages, type Room, readMessages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import pageRooms from "./page-rooms.json";

type PageName = keyof typeof pageRooms;

/** The messages of a page, or of every page; `npm run words` writes which rooms. */
export async function messagesOf(page: PageName, language: Language): Promise<Partial<Messages>> {
  const all = await readMessages(language);
  return Object.fromEntries((pageRooms[page] as Room[]).map((room) => [room, all[room]]));
}

/** A page that comes with the messages of its first rendering. All others follow with the first part loaded lazily. */
export function withWords<P extends object>(page: PageName, Page: ComponentType<P>) {
  return async function PageWithWords(props: P) {
    return (
      <MoreWords messages={await messagesOf(page, await languageOfPage())}>
        <Page {...props} />
      </MoreWords>
    );
  };
}

/** A page's title in the reader's language. */
export const titled =
  (key: Parameters<Translator>[0], more: Metadata = {}) =>
  async (): Promise<Metadata> => ({ ...more, title: (await getTranslations())(key) });
