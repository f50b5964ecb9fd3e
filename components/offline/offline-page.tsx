"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { PenMark } from "../controls/pen-mark.tsx";
import { Skeleton } from "../day/skeleton.tsx";
import { withMessages } from "../words/page-messages.ts";

/**
 * Stands at any address of ours where there is no network, and shows what this device keeps of it. What the server draws of it is the
 * same for everybody and for every address.
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
