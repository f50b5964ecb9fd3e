"use client";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { areSingleKeysOn } from "../client/single-keys.ts";

/** The way to the search, and the key for it, from wherever one is: to its field where there is one, else to its page. */
export function SearchLink({ children }: { readonly children: ReactNode }) {
  const link = useRef<HTMLAnchorElement>(null);
  const [hasKey, setHasKey] = useState(true);
  useEffect(() => {
    setHasKey(areSingleKeysOn(document.cookie));
    function press(event: KeyboardEvent) {
      const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
      if (key !== "/" || event.defaultPrevented || ctrlKey || metaKey || altKey || repeat) return;
      if (!areSingleKeysOn(document.cookie)) return;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || target.closest("input, textarea, select, [role=dialog]"))
      )
        return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>("[data-search]");
      if (!field) return link.current?.click(); // as a click does: unsaved words are asked about
      field.focus();
      field.select();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
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
