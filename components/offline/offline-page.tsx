"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { PenMark } from "../controls/pen-mark.tsx";
import { Skeleton } from "../day/skeleton.tsx";
import { withMessages } from "../words/page-messages.ts";

/**
 * Replaces any page of the app while offline, and shows this device's kept copy. What the server renders of it is the same for every user
 * and URL.
 */
export function OfflinePage() {
  const [page, setPage] = useState<ReactNode>();
  useEffect(() => {
    void withMessages(import("./kept-page.tsx"))
      .then(({ drawKept }) => drawKept())
      .then(setPage);
  }, []);
  return page ?? <Opening />;
}

function Opening() {
  const t = useTranslations();
  return (
    <>
      <header className="bar">
        <div className="bar-inner">
          <span className="mark">
            <PenMark />
            <span className="mark-word is-aside">Agenda Assistant</span>
          </span>
        </div>
      </header>
      <div className="spread">
        <main id="main">
          <Skeleton words={t("offline.opening")} />
        </main>
      </div>
    </>
  );
}
