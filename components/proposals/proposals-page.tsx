"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { proposalDays } from "../../contract/limits.ts";
import { followFeed } from "../sync/shared-stream.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { ProposedChanges } from "./proposed-changes.tsx";
import type { Waiting } from "./use-proposals.ts";

interface Props {
  /** Identifies the user; the same for all their tabs. */
  readonly scope: string;
  readonly rev: number;
  readonly initial: Waiting;
  readonly timeZone: string;
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

/** Everything awaiting the user's decision, followed live. */
export function Proposals({ scope, rev, initial, timeZone, writing, nowMs: renderedMs }: Props) {
  const t = useTranslations();
  const [version, setVersion] = useState(initial.version);
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  useEffect(
    () => followFeed({ scope, since: rev, onRev: () => {}, onState: () => {}, onLook: setVersion }),
    [scope, rev],
  );
  return (
    <ReaderProvider value={reading}>
      <main id="main" className="assistants">
        <header className="page-head">
          <h1 className="page-name">{t("proposals.title")}</h1>
          <p className="page-sum">
            {t.rich("proposals.sum", {
              days: proposalDays,
              link: (words) => (
                <Link className="link" href="/assistants" prefetch={false}>
                  {words}
                </Link>
              ),
            })}
          </p>
        </header>
        <ProposedChanges initial={initial} version={version} empty={t("proposals.none")} />
      </main>
    </ReaderProvider>
  );
}
