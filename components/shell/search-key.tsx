"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeyCommands } from "../actions/key-commands.ts";
import { shortcutOf } from "../actions/key-map.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";

/** The search link and its shortcut: focuses the page's search field if there is one, otherwise opens the search page. */
export function SearchLink({ children }: { readonly children: ReactNode }) {
  const t = useTranslations();
  const link = useRef<HTMLAnchorElement>(null);
  const [hasKey, setHasKey] = useState(true);
  useEffect(() => setHasKey(areSingleKeysOn(document.cookie)), []);
  useKeyCommands({
    search: ({ repeat }) => {
      if (repeat) return false;
      const field = document.querySelector<HTMLInputElement>("[data-search]");
      if (!field) link.current?.click(); // like a click: asks about unsaved text
      field?.focus();
      field?.select();
      return true;
    },
  });
  return (
    <Link
      ref={link}
      className="square search-link"
      href="/search"
      prefetch={false}
      aria-label={t("shell.search")}
      aria-keyshortcuts={shortcutOf("search", hasKey)}
    >
      {children}
    </Link>
  );
}
