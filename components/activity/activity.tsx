"use client";
import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { ConnectionBanner } from "../notices/banners.tsx";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { dayAndMonth, weekdayName } from "../time/date-names.ts";
import { type ReaderFormats, ReaderProvider, useReader } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { pastDays } from "./past.ts";
import { PastTalk } from "./past-talk.tsx";
import { type Known, type TrashCount, useChanges } from "./use-changes.ts";
import { useUndoing } from "./use-undoing.ts";
import "../agenda/agenda.css";
import "./activity.css";

interface Props {
  /** Identifies the user; the same for all their tabs. */
  readonly scope: string;
  readonly initial: Known;
  readonly trash: TrashCount;
  readonly timeZone: string;
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

/** The line read backwards: every change, by whom, and the way back. Followed live. */
export function Activity({ scope, initial, trash: initialTrash, timeZone, writing, nowMs: renderedMs }: Props) {
  const { known, trash, isReading, failure, readAnew, showOlder } = useChanges(scope, initial, initialTrash);
  const { said, say } = useAnnouncer();
  const undoing = useUndoing(readAnew, say);
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  const days = useMemo(() => pastDays(known.changes, timeZone), [known.changes, timeZone]);
  const byId = useMemo(() => new Map(known.changes.map((change) => [change.id, change])), [known.changes]);
  return (
    <ReaderProvider value={reading}>
      <div className={`agenda past ${writing.hour12 ? "is-12-hour" : ""}`}>
        <div className="past-spread">
          <main id="main">
            <div className="banners">
              <ConnectionBanner />
            </div>
            <header className="page-head">
              <h1 className="page-name">Activity</h1>
              <p className="page-sum">
                Every change to your agenda, by whom, and the way back for 30 days.{" "}
                <Link className="link" href="/trash" prefetch={false}>
                  In the trash: {trash.hasMore ? `more than ${trash.count}` : trash.count}
                </Link>
              </p>
            </header>
            {days.map(({ date, talks }) => (
              <section key={date} className="past-day">
                <DayHeading date={date} today={today} />
                {talks.map((talk) => (
                  <PastTalk key={talk.changes[0].id} talk={talk} byId={byId} undoing={undoing} />
                ))}
              </section>
            ))}
            {days.length === 0 && (
              <p className="past-empty">
                Nothing has changed yet. What you write, and what your assistant does, will stand here.
              </p>
            )}
            {failure && (
              <p className="banner is-error" role="alert">
                <CircleAlert className="icon" aria-hidden="true" />
                <span>Older changes could not be read. {failure.message} Nothing is lost.</span>
              </p>
            )}
            {known.more && (
              <button className="button" type="button" aria-busy={isReading} onClick={showOlder}>
                {failure ? "Try again" : "Show older"}
              </button>
            )}
          </main>
        </div>
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
    </ReaderProvider>
  );
}

function DayHeading({ date, today }: { readonly date: string; readonly today: string }) {
  const { words } = useReader();
  const near = date === today ? "Today" : date === addDays(today, -1) ? "Yesterday" : undefined;
  return (
    <h2>
      {near ?? weekdayName(date, words)}{" "}
      <span>
        {near && `${weekdayName(date, words)} `}
        {dayAndMonth(date, today, words)}
      </span>
    </h2>
  );
}
