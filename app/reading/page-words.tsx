import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ComponentType } from "react";
import { MoreWords } from "../../components/words/words.tsx";
import type { Language } from "../../contract/languages.ts";
import { type Messages, type Room, readMessages } from "../../messages/catalog.ts";
import type { Translator } from "../../messages/translator.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";

/** Some rooms' messages. */
export async function messagesOf(rooms: readonly Room[], language: Language): Promise<Partial<Messages>> {
  const all = await readMessages(language);
  return Object.fromEntries(rooms.map((room) => [room, all[room]]));
}

/**
 * A page that comes with the messages of these rooms, beside those of every page. Only what the first picture is drawn with: all
 * others follow with the first part that is loaded late.
 */
export function withWords<P extends object>(rooms: readonly Room[], Page: ComponentType<P>) {
  return async function PageWithWords(props: P) {
    return (
      <MoreWords messages={await messagesOf(rooms, await languageOfPage())}>
        <Page {...props} />
      </MoreWords>
    );
  };
}

/** A page's title in the reader's language. */
export const titled = (key: Parameters<Translator>[0]) => async (): Promise<Metadata> => ({
  title: (await getTranslations())(key),
});
