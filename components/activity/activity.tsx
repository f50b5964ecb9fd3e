"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { ConnectionBanner } from "../notices/banners.tsx";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { useSeen } from "../seen/use-seen.ts";
import { lastRevOf, markKeyOf } from "../sync/change-marks.ts";
import { type FreshChanges, useFresh } from "../sync/use-fresh.ts";
import { dayAndMonth, weekdayAndDate, weekdayName } from "../time/date-names.ts";
import { type ReaderFormats, ReaderProvider, useReader } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { capitalized } from "../words/listed.ts";
import { pastDays } from "./past.ts";
import { PastTalk } from "./past-talk.tsx";
import { LookedHere, SinceLooked } from "./since-looked.tsx";
import { type Known, type TrashCount, useChanges } from "./use-changes.ts";
import { useUndoing } from "./use-undoing.ts";
import "../agenda/agenda.css";
import "./activity.css";

interface Props {
  /** Identifies the user; the same for all their tabs. */
  readonly scope: string;
  readonly initial: Known;
  readonly initialFresh: FreshChanges;
  /** Shows only this program's changes. */
  readonly program: string | undefined;
  readonly trash: TrashCount;
  readonly timeZone: string;
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

/** The history: every change, its author, and its undo. Followed live. */
export function Activity({ scope, initial, initialFresh, program, trash: initialTrash, ...props }: Props) {
  const t = useTranslations();
  const { timeZone, writing, nowMs: renderedMs } = props;
  const fresh = useFresh(scope, initialFresh);
  const { known, trash, isReading, failure, readAnew, showOlder } = useChanges(
    scope,
    { initial, initialTrash, program },
    fresh,
  );
  const { said, say } = useAnnouncer();
  const undoing = useUndoing(readAnew, say);
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  // The last look stays fixed while the page is open.
  const [looked] = useState(initialFresh.looked);
  const days = useMemo(() => pastDays(known.changes, timeZone, looked?.rev), [known.changes, timeZone, looked]);
  const byId = useMemo(() => new Map(known.changes.map((change) => [change.id, change])), [known.changes]);
  const unseen = useMemo(() => fresh.marks.filter(({ seen }) => !seen), [fresh.marks]);
  useSeen(
    useMemo(() => unseen.map(markKeyOf), [unseen]),
    fresh.look,
  );
  const unseenAt = useMemo(() => Map.groupBy(unseen, lastRevOf), [unseen]);
  const lookedOver = looked && known.changes.find(({ id }) => id <= looked.rev)?.id;
  const showMore = async (button: Element) => {
    const first = await showOlder();
    // After the last ones it is gone.
    if (!button.isConnected && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`[data-undo="${first}"]`)?.focus();
  };
  const shownAt = { byId, undoing, unseenAt };
  return (
    <ReaderProvider value={reading}>
      <div className={`agenda past ${writing.hour12 ? "is-12-hour" : ""}`}>
        <div className="past-spread">
          <main id="main">
            <div className="banners">
              <ConnectionBanner />
            </div>
            <header className="page-head">
              <h1 className="page-name">{t("activity.title")}</h1>
              <p className="page-sum">
                {t("activity.sum")}{" "}
                <Link className="link" href="/trash" prefetch={false}>
                  {t("activity.inTrash", { count: trash.count, hasMore: String(trash.hasMore) })}
                </Link>
              </p>
            </header>
            {program !== undefined && (
              <p className="past-empty">
                {t("activity.onlyOne")}{" "}
                <Link className="link" href="/activity">
                  {t("activity.showAll")}
                </Link>
              </p>
            )}
            <SinceLooked fresh={fresh} looked={looked} known={known.changes} undoing={undoing} say={say} />
            {days.map(({ date, talks }) => (
              <section key={date} className="past-day">
                {looked && talks[0]?.changes[0].id === lookedOver && <LookedHere atMs={Date.parse(looked.at)} />}
                <DayHeading date={date} today={today} />
                {talks.map((talk, index) => (
                  // Keyed by its first change: additions must not take the focus from what is there.
                  <PastTalk key={talk.changes.at(-1)?.id} talk={talk} {...shownAt}>
                    {looked && index > 0 && talk.changes[0].id === lookedOver && (
                      <LookedHere atMs={Date.parse(looked.at)} />
                    )}
                  </PastTalk>
                ))}
              </section>
            ))}
            {days.length === 0 && <p className="past-empty">{t("activity.empty")}</p>}
            {failure && <ErrorBanner>{t("activity.olderUnread", { why: failure.message })}</ErrorBanner>}
            {known.more && (
              <button
                className="button"
                type="button"
                aria-busy={isReading}
                onClick={({ currentTarget }) => showMore(currentTarget)}
              >
                {t(failure ? "words.tryAgain" : "activity.older")}
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
  const near = date === today ? words.today : date === addDays(today, -1) ? words.yesterday : undefined;
  return (
    <h2>
      {near ? capitalized(near) : weekdayName(date, words)}{" "}
      <span>{near ? weekdayAndDate(date, today, words) : dayAndMonth(date, today, words)}</span>
    </h2>
  );
}
