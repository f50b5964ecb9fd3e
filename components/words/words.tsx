"use client";
import { IntlProvider, useLocale, useMessages } from "next-intl";
import type { ReactNode } from "react";
import type { Language } from "../../contract/languages.ts";
import type { Messages } from "../../messages/catalog.ts";
import { learnMessages } from "./page-messages.ts";

interface MoreProps {
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}

interface Props extends MoreProps {
  readonly language: Language;
}

const isServer = typeof window === "undefined";

/** Provides messages to children. */
export function Words({ language, messages, children }: Props) {
  return (
    // Dates are not written by it; without a zone it would complain.
    <IntlProvider locale={language} messages={isServer ? messages : learnMessages(messages)} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

/** Adds a page's messages to those of every page. */
export function MoreWords({ messages, children }: MoreProps) {
  const outer = useMessages();
  return (
    <IntlProvider locale={useLocale()} messages={isServer ? { ...outer, ...messages } : learnMessages(messages)}>
      {children}
    </IntlProvider>
  );
}
