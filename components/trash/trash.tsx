"use client";
import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { keptDays } from "../../contract/limits.ts";
import { wordsOfOverlap } from "../actions/overlap-words.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { Corrections, SearchField } from "../search/search-field.tsx";
import { call } from "../sync/api-client.ts";
import { wordsOfRefusal } from "../sync/failure-words.ts";
import { clock } from "../time/clock-words.ts";
import { dayAndMonth, relativeDay } from "../time/date-names.ts";
import type { ReaderFormats } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type Trashed, type TrashPage, useTrash } from "./use-trash.ts";
import "../activity/activity.css";
import "../agenda/agenda.css";

interface Props {
  readonly initial: TrashPage;
  /** The search from the URL. */
  readonly q: string;
  readonly timeZone: string;
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

/** Items deleted within the last 30 days, most recent first, each with a way to restore it. */
export function Trash({ initial, q, timeZone, writing, nowMs }: Props) {
  const t = useTranslations();
  const { hour12, words } = writing;
  const trash = useTrash(initial, q);
  const { failure, busy, shownFor } = trash;
  const { items, nextCursor, corrected = [] } = trash.known;
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const today = wallOf(nowMs, timeZone).date;
  const dayOf = (at: string) => wallOf(Date.parse(at), timeZone).date;

  const restore = (item: Trashed) =>
    trash.attempt(
      item.id,
      async () => {
        const { item: now, conflicts = [] } = await call("restoreItem", { id: item.id });
        trash.leaveOut(item);
        const day = relativeDay(now.local?.date ?? now.date, today, words);
        const back = t("trash.restored", { text: item.text, day });
        const overlap = wordsOfOverlap({ item: { text: t("trash.it") }, conflicts }, { today, hour12, words }, t);
        setSaid([back, overlap].filter(Boolean).join(" "));
        heading.current?.focus();
      },
      (error) => wordsOfRefusal(error, item.text, t),
    );
  return (
    <div className={`agenda past ${hour12 ? "is-12-hour" : ""}`}>
      <div className="past-spread">
        <main id="main">
          <header className="page-head">
            <h1 className="page-name" ref={heading} tabIndex={-1}>
              {t("trash.title")}
            </h1>
            <p className="page-sum">
              {t.rich("trash.sum", {
                days: keptDays,
                link: (words) => (
                  <Link className="link" href="/activity" prefetch={false}>
                    {words}
                  </Link>
                ),
              })}
            </p>
          </header>
          {failure && <ErrorBanner>{failure}</ErrorBanner>}
          <p className={said ? "past-said" : "sr-only"} role="status">
            {said}
          </p>
          <SearchField
            action="/trash"
            label={t("trash.search")}
            placeholder={t("trash.searchHint")}
            words={trash.words}
            hasSingleKeys={writing.hasSingleKeys}
            onType={trash.type}
            onGo={() => trash.search(trash.words.trim())}
          />
          <p className="search-said" role="status">
            {shownFor !== "" &&
              items.length > 0 &&
              t(nextCursor ? "trash.first" : "trash.found", { count: items.length })}{" "}
            <Corrections corrected={corrected} />
            {shownFor !== "" && items.length === 0 && t("trash.foundNone", { words: shownFor })}
          </p>
          {items.length === 0 && shownFor === "" && <p className="past-empty">{t("trash.empty")}</p>}
          <ol className="trash">
            {items.map((item) => (
              <li key={item.id} className="change">
                <span className="when">{timeOf(item)}</span>
                <span className="line" />
                <div className="says">
                  <p>
                    <strong dir="auto">{item.text}</strong>
                  </p>
                  <span className="delta">
                    {t("trash.about", {
                      day: relativeDay(item.local?.date ?? item.date, today, words),
                      deleted: relativeDay(dayOf(item.deletedAt), today, words),
                      until: dayAndMonth(dayOf(item.keptUntil), today, words),
                    })}
                  </span>
                </div>
                <button
                  className="act is-quiet"
                  type="button"
                  aria-busy={busy === item.id}
                  onClick={() => restore(item)}
                >
                  <Undo2 className="icon" aria-hidden="true" />
                  <span>
                    {t.rich("trash.restore", {
                      text: item.text,
                      of: (words) => <span className="sr-only">{words}</span>,
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {nextCursor && (
            <button
              className="button"
              type="button"
              aria-busy={busy === "older"}
              onClick={() => trash.showOlder(nextCursor)}
            >
              {t("trash.older")}
            </button>
          )}
        </main>
      </div>
    </div>
  );

  function timeOf(item: Trashed): string {
    const start = item.local?.startTime ?? item.startTime;
    return start ? clock(start, hour12) : t("trash.allDay");
  }
}
