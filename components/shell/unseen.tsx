"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { setCounts, useCount } from "../seen/unseen-count.ts";
import { call } from "../sync/api-client.ts";
import { placeAt } from "../time/view-address.ts";

const words = { unseen: "shell.newChanges", asked: "shell.proposals" } as const;

/** The number of unseen things, where they can be seen. */
export function Count({ of }: { readonly of: keyof typeof words }) {
  const t = useTranslations();
  const count = useCount(of);
  if (!count) return null;
  return (
    <span className="count">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{t(words[of], { count })}</span>
    </span>
  );
}

/** The same in the tab's title; pages that do not follow the agenda fetch it once. */
export function UnseenInTitle() {
  const count = useCount("unseen");
  const path = usePathname();
  const isFollowed = path === "/activity" || placeAt(path) !== undefined;
  useEffect(() => {
    if (isFollowed) return;
    call("listFreshChanges", {}).then(
      setCounts,
      () => undefined, // a page that needs it reports by itself that reading failed
    );
  }, [isFollowed]);
  useEffect(() => {
    const title = document.querySelector("title");
    const write = () => {
      const plain = document.title.replace(/^\(\d+\) /, "");
      const wanted = count ? `(${count}) ${plain}` : plain;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    if (!title) return;
    // Next rewrites it for each page.
    const rewritten = new MutationObserver(write);
    rewritten.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => rewritten.disconnect();
  }, [count]);
  return null;
}
