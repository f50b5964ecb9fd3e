"use client";
import Link from "next/link";
import { useEffect, useMemo, useState } from "react";
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

/** Everything that waits for the person's decision, followed live. */
export function Proposals({ scope, rev, initial, timeZone, writing, nowMs: renderedMs }: Props) {
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
          <h1 className="page-name">Proposals</h1>
          <p className="page-sum">
            Drawn hollow is what would be; nothing is changed yet. One that nobody decides ends after 14 days.{" "}
            <Link className="link" href="/assistants" prefetch={false}>
              Which assistants ask first
            </Link>
          </p>
        </header>
        <ProposedChanges initial={initial} version={version} empty="Nothing waits for you." />
      </main>
    </ReaderProvider>
  );
}
