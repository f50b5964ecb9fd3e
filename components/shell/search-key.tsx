"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeyCommands } from "../actions/key-commands.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";

/** The way to the search, and the key for it, from wherever one is: to its field where there is one, else to its page. */
export function SearchLink({ children }: { readonly children: ReactNode }) {
  const link = useRef<HTMLAnchorElement>(null);
  const [hasKey, setHasKey] = useState(true);
  useEffect(() => setHasKey(areSingleKeysOn(document.cookie)), []);
  useKeyCommands((key, { repeat }) => {
    if (key !== "/" || repeat) return false;
    const field = document.querySelector<HTMLInputElement>("[data-search]");
    if (!field) link.current?.click(); // as a click does: unsaved words are asked about
    field?.focus();
    field?.select();
    return true;
  });
  return (
    <Link
      ref={link}
      className="square"
      href="/search"
      prefetch={false}
      aria-label="Search"
      aria-keyshortcuts={hasKey ? "/" : undefined}
    >
      {children}
    </Link>
  );
}
