"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import type { Translator } from "../../messages/translator.ts";
import { AgendaActionsProvider, type Shown } from "../actions/agenda-actions.ts";
import { HandParts } from "../agenda/action-parts.tsx";
import { OpenPanel, useOpenPanel } from "../agenda/open-panel.tsx";
import { useCreateAgendaActions } from "../agenda/use-agenda-actions.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { useDevice } from "../device/use-device.ts";
import { ConnectionBanner, RefusalBanner } from "../notices/banners.tsx";
import { setConnection } from "../sync/connection-state.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import { followFeed } from "../sync/shared-stream.ts";
import { useWrites } from "../sync/use-writes.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { UnsavedProvider, useUnsavedOf } from "../unsaved/use-unsaved.ts";
import { WaitingPart } from "../waiting/waiting-part.tsx";
import { type Asked, isFiltered } from "./asked.ts";
import { type Found, foundDays } from "./found.ts";
import { FoundList } from "./found-list.tsx";
import { Corrections, SearchField } from "./search-field.tsx";
import { SearchFilters } from "./search-filters.tsx";
import { type Failure, useSearch } from "./use-search.ts";
import "../agenda/agenda.css";

interface Props {
  readonly scope: string;
  /** What was found, and for which search: going back brings another URL. */
  readonly asked: Asked;
  readonly found: Found;
  readonly failure: Failure | undefined;
  readonly timeZone: string;
  readonly timeZoneSource: Loaded["timeZoneSource"];
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

const noMarks = new Map();
const keep = () => undefined;

/** Searches the whole agenda, past and future: words, filters, and results that can be ticked off and opened in place. */
export function Search({
  scope,
  asked: firstAsked,
  found: first,
  failure: firstFailure,
  timeZone,
  timeZoneSource,
  writing,
  nowMs: renderedMs,
}: Props) {
  const t = useTranslations();
  const zone = useMemo(() => ({ timeZone, timeZoneSource }), [timeZone, timeZoneSource]);
  const search = useSearch(scope, { asked: firstAsked, found: first, failure: firstFailure }, zone);
  const { asked, found, failure, moreFailure, isAnswered } = search;
  const { known } = search;
  const outbox = useDevice({ scope, cache: known });
  // Only for the connection: results stay as they were found.
  useEffect(
    () =>
      followFeed({
        scope,
        since: 0, // not known here
        onState: (state) => setConnection({ state }),
        onRev: () => setConnection({ asOfMs: Date.now() }),
      }),
    [scope],
  );
  // A new item that waits is not a search result.
  const waiting = useMemo(() => ({ ...outbox, queue: outbox.queue.filter(({ kind }) => kind !== "add") }), [outbox]);
  const writes = useWrites(known, waiting);
  const nowMs = useNow(renderedMs);
  const today = wallOf(nowMs, timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);

  const unsaved = useUnsavedOf(scope);
  const panel = useOpenPanel();
  const { actions, lines, refusal, refuse, toasts, forgive, question } = useCreateAgendaActions({
    writes,
    reader: reading,
    refresh: known.refresh,
    keep,
    open: panel.open,
  });
  const shown: Shown = useMemo(
    () => ({ marks: noMarks, waiting: writes.waiting, openId: panel.openId, lines }),
    [writes.waiting, panel.openId, lines],
  );
  const days = useMemo(() => foundDays(writes.items, timeZone), [writes.items, timeZone]);
  const tags = useMemo(() => [...new Set(found.items.flatMap((item) => item.tags ?? []))].sort(), [found.items]);
  const isAsking = asked.q !== "" || isFiltered(asked);
  const count = writes.items.length;
  const showMore = async (button: Element) => {
    await search.showMore();
    // After the last ones it is gone: focus the first of them.
    if (!button.isConnected && document.activeElement === document.body)
      document.querySelectorAll<HTMLElement>("main [data-item]")[count]?.focus();
  };
  const said = !isAsking || failure || !isAnswered ? "" : countWords(count, found.nextCursor !== undefined, t);

  return (
    <ReaderProvider value={reading}>
      <UnsavedProvider value={unsaved}>
        <AgendaActionsProvider value={actions}>
          <div className={`agenda past ${panel.item ? "has-panel" : ""} ${writing.hour12 ? "is-12-hour" : ""}`}>
            <div className="past-spread">
              <main id="main">
                <div className="banners">
                  <ConnectionBanner isKept />
                  <WaitingPart outbox={outbox} />
                  {refusal && <RefusalBanner {...refusal} onClose={forgive} />}
                </div>
                <header className="page-head">
                  <h1 className="page-name">{t("search.title")}</h1>
                </header>
                <SearchField
                  action="/search"
                  label={t("search.label")}
                  placeholder={t("search.example")}
                  words={search.words}
                  isFirst={!isAsking}
                  hasSingleKeys={writing.hasSingleKeys}
                  onType={search.type}
                  onGo={() => search.go({}, "push")}
                >
                  <SearchFilters asked={asked} tags={tags} onGo={(change) => search.go(change, "push")} />
                </SearchField>
                <p className="search-said" role="status">
                  {search.isSlow ? t("search.searching") : said}{" "}
                  {!search.isSlow && isAnswered && <Corrections corrected={found.corrected} />}
                </p>
                {failure && (
                  <ErrorBanner onRetry={failure.canRetry ? search.retry : undefined}>{failure.words}</ErrorBanner>
                )}
                {!isAsking && <p className="past-empty">{t("search.looksThrough")}</p>}
                {isAsking && isAnswered && !failure && count === 0 && (
                  <div className="past-empty">
                    <p>
                      {asked.q
                        ? t("search.nothingWith", { words: asked.q, filtered: String(isFiltered(asked)) })
                        : t("search.nothingFits")}
                    </p>
                    {isFiltered(asked) && (
                      <button
                        className="act"
                        type="button"
                        onClick={() => search.go({ tag: "", state: "", door: "" }, "push")}
                      >
                        {t("search.unfiltered")}
                      </button>
                    )}
                  </div>
                )}
                <div className={isAnswered ? "" : "is-stale"} aria-busy={!isAnswered}>
                  {isAsking && !failure && <FoundList days={days} shown={shown} nowMs={nowMs} />}
                </div>
                {moreFailure && <ErrorBanner>{moreFailure.words}</ErrorBanner>}
                {isAsking && !failure && found.nextCursor && (
                  <button
                    className="button search-more"
                    type="button"
                    aria-busy={search.isSlow}
                    onClick={({ currentTarget }) => showMore(currentTarget)}
                  >
                    {t(moreFailure ? "words.tryAgain" : "search.more")}
                  </button>
                )}
              </main>
            </div>
          </div>
          <OpenPanel at={panel} items={writes.items} writes={writes} refuse={refuse} />
          <HandParts question={question} toasts={toasts} refuse={refuse} />
        </AgendaActionsProvider>
      </UnsavedProvider>
    </ReaderProvider>
  );
}

function countWords(count: number, hasMore: boolean, t: Translator): string {
  return count === 0 ? "" : t(hasMore ? "search.first" : "search.found", { count });
}
