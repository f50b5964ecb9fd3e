"use client";
import { type ReactNode, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { AgendaActionsProvider, type AssistantChange, type Shown } from "../actions/agenda-actions.ts";
import { type FirstStepsInfo, type Planner, PlannerProvider } from "../actions/planner.ts";
import { useKeys } from "../actions/use-keys.ts";
import { type Added, isInSight, wordsOfAdded } from "../add-line/added.ts";
import { KnownItemsProvider } from "../add-line/line-context.ts";
import { drawnWhenLoaded } from "../controls/drawn-when-loaded.tsx";
import { ConnectionBanner, type Refusal, RefusalBanner, ZoneBanner } from "../notices/banners.tsx";
import { ChangeBanner } from "../notices/change-banner.tsx";
import { plain, sentenceOf } from "../notices/change-banner-words.ts";
import { OverlapNotice } from "../notices/overlap-notice.tsx";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { useSteps } from "../notices/use-steps.ts";
import { madeAtMs, markKeyOf, placeMarks } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import { type FreshChanges, useFresh } from "../sync/use-fresh.ts";
import { useLive } from "../sync/use-live.ts";
import { useLoaded } from "../sync/use-loaded.ts";
import { useSeen } from "../sync/use-seen.ts";
import { useWrites } from "../sync/use-writes.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { isCovered } from "../time/day-ranges.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import type { View } from "../time/view-address.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { useZone } from "../zone/use-zone.ts";
import { HandParts } from "./action-parts.tsx";
import { Rail } from "./day-list.tsx";
import { OpenPanel, useCleanAddress, useOpenPanel } from "./open-panel.tsx";
import { useCreateAgendaActions } from "./use-agenda-actions.ts";
import { PickerPart, usePlannerBar } from "./use-planner-bar.tsx";
import { useView } from "./use-view.tsx";
import "./agenda.css";

export interface AgendaProps {
  /** Identifies the user; the same for all their tabs. */
  readonly scope: string;
  readonly initial: Loaded;
  /** What assistants wrote that is not kept yet. */
  readonly initialFresh: FreshChanges;
  /** Whether there is anything from today on, however far ahead. */
  readonly hasLater: boolean;
  /** What somebody new is offered to do first. */
  readonly firstSteps: FirstStepsInfo | undefined;
  /** The item that the URL asks to open, or why it cannot be. */
  readonly askedItem?: Item;
  readonly refusal?: Refusal;
  readonly nowMs: number;
  readonly writing: ReaderFormats;
  readonly browserTimeZone: string | undefined;
  readonly declinedTimeZone: string | undefined;
  /** The view that the server has drawn, as children. */
  readonly view: View;
  readonly children: ReactNode;
}

/** The agenda of whoever is signed in, written on by two hands, followed live: what all its views have in common. */
export function Agenda({
  scope,
  initial,
  initialFresh,
  hasLater,
  nowMs: renderedMs,
  writing,
  children,
  ...more
}: AgendaProps) {
  const windows = useLoaded(scope, initial);
  const { known, loaded } = windows;
  const writes = useWrites(known);
  const fresh = useFresh(scope, initialFresh);
  const { marks, keep } = fresh;
  useLive({ scope, known, fresh, readLeft: windows.readLeft, settled: writes.settled });
  const nowMs = useNow(renderedMs);
  const { timeZone, timeZoneSource } = loaded;
  const today = wallOf(nowMs, timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  const zone = useZone({ timeZone, timeZoneSource, browser: more.browserTimeZone, declined: more.declinedTimeZone });

  // New changes, with items that the assistant deleted still in place, struck through.
  const assistantChanges: readonly AssistantChange[] = useMemo(
    () => placeMarks(marks, writes.items, today),
    [marks, writes.items, today],
  );
  // By the entry they are shown at; of two, the entry's own.
  const freshMarks = useMemo(() => {
    const inTurn = [...assistantChanges].sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)));
    return new Map(inTurn.map(({ mark, item }) => [keyOf(item), mark]));
  }, [assistantChanges]);
  const items = useMemo(() => {
    const keys = new Set(writes.items.map(keyOf));
    const deleted = assistantChanges.flatMap(({ mark, item }) =>
      mark.kind === "deleted" && !keys.has(keyOf(item)) && isCovered({ from: item.date, to: item.date }, loaded.ranges)
        ? [{ ...item, deletedAt: mark.at }]
        : [],
    );
    return deleted.length > 0 ? [...writes.items, ...deleted] : writes.items;
  }, [writes.items, assistantChanges, loaded.ranges]);
  const unseen = useMemo(() => marks.filter(({ seen }) => !seen).map(markKeyOf), [marks]);
  useSeen(unseen, fresh.look);

  // It stays: what could not be done as proposed is told where it was accepted.
  const [hasAsked, setHasAsked] = useState(fresh.proposals > 0);
  if (fresh.proposals > 0 && !hasAsked) setHasAsked(true);

  const { said, say } = useAnnouncer();
  const saidUntil = useRef(0);
  const lastSaid = useRef("");
  useEffect(() => {
    const words = plain(sentenceOf(assistantChanges, reading));
    const newest = Math.max(0, ...marks.map(madeAtMs));
    // What is kept is no news.
    if (words && words !== lastSaid.current && newest > saidUntil.current) say(words);
    lastSaid.current = words;
    saidUntil.current = Math.max(saidUntil.current, newest);
  }, [assistantChanges, marks, reading, say]);

  const panel = useOpenPanel(more.askedItem);
  useCleanAddress(panel.item === undefined);
  const {
    actions,
    lines,
    refusal,
    refuse,
    toasts,
    forgive,
    overlap,
    leave,
    question,
    picker: mover,
  } = useCreateAgendaActions({
    writes,
    reader: reading,
    refresh: known.refresh,
    keep,
    open: panel.open,
    refused: more.refusal,
    added: (item, tell) => tellAdded(item, tell),
  });
  const itemOf = useCallback((id: string) => items.find((item) => keyOf(item) === id), [items]);
  const moveOf = (item: Item | undefined) => item && (() => actions.open(item, true));

  const first = useMemo(() => ({ view: more.view, drawn: children }), [more.view, children]);
  const { view, date, visit, go, shownView } = useView({ first, today, refuse });
  // Another view begins at its top; the list then scrolls to its day.
  const drawnView = useRef(view);
  useLayoutEffect(() => {
    if (drawnView.current !== view) scrollTo(0, 0);
    drawnView.current = view;
  }, [view]);
  // The list shows everything; a month or a folded night does not.
  const goTo = useCallback((date: string) => go({ view: "day", date }), [go]);
  const steps = useSteps(assistantChanges, timeZone, goTo);
  useKeys(itemOf, actions, { changes: assistantChanges, step: steps.step });
  const shown: Shown = useMemo(
    () => ({ marks: freshMarks, waiting: writes.waiting, openId: panel.openId, lines }),
    [freshMarks, writes.waiting, panel.openId, lines],
  );
  /** An item added within view needs no message; elsewhere, says where it is with a link to it. */
  function tellAdded(item: Added, tell: (words: string, run: () => void, act?: string) => void): void {
    requestAnimationFrame(() => {
      if (isInSight(item.id)) return say(wordsOfAdded(item, reading));
      tell(`Added to ${weekdayAndDate(item.date, today, writing.words)}.`, () => go({ date: item.date }), "Show");
    });
  }
  const [drafts] = useState(() => new Map<string, string>());
  const knownItems = useMemo(() => ({ items, ranges: loaded.ranges, drafts }), [items, loaded.ranges, drafts]);
  // Whatever was written since may lie on days that are not loaded.
  const isEmpty = items.length === 0 && loaded.itemsBefore === 0 && !hasLater && loaded.rev === initial.rev;
  const picker = usePlannerBar({ view, date, reader: reading, go, open: actions.open, add: actions.add });
  // They stay until they are closed, also once the first item is there.
  const [stepsInfo, setStepsInfo] = useState(more.firstSteps);
  const firstSteps = useMemo(() => stepsInfo && { info: stepsInfo, close: () => setStepsInfo(undefined) }, [stepsInfo]);
  const planner: Planner = useMemo(
    () => ({ view, date, visit, items, shown, nowMs, windows, isEmpty, firstSteps, go }),
    [view, date, visit, items, shown, nowMs, windows, isEmpty, firstSteps, go],
  );

  return (
    <ReaderProvider value={reading}>
      <AgendaActionsProvider value={actions}>
        <KnownItemsProvider value={knownItems}>
          <PlannerProvider value={planner}>
            <div className={`agenda is-${view} ${panel.item ? "has-panel" : ""} ${writing.hour12 ? "is-12-hour" : ""}`}>
              <div className="spread">
                {view === "day" && <Rail />}
                <main id="main">
                  <div className="notices">
                    <ChangeBanner assistantChanges={assistantChanges} nowMs={nowMs} steps={steps} known={fresh} />
                    <div className="banners">
                      <ConnectionBanner />
                      {zone.offered && (
                        <ZoneBanner
                          browser={zone.offered}
                          onUse={() => zone.use(zone.offered ?? timeZone)}
                          onKeep={zone.decline}
                        />
                      )}
                      {overlap && (
                        <OverlapNotice overlap={overlap} onMove={moveOf(itemOf(keyOf(overlap.item)))} onClose={leave} />
                      )}
                      {refusal && <RefusalBanner {...refusal} onClose={forgive} />}
                    </div>
                  </div>
                  {hasAsked && (
                    <Suspense>
                      <ProposedChanges version={fresh.version} />
                    </Suspense>
                  )}
                  {shownView}
                </main>
              </div>
            </div>
            <PickerPart at={picker} refuse={refuse} />
            <PickerPart at={mover} refuse={refuse} />
          </PlannerProvider>
        </KnownItemsProvider>
        <p className="sr-only" role="status">
          {said}
        </p>
        <OpenPanel at={panel} items={items} writes={writes} refuse={refuse} />
        <HandParts question={question} toasts={toasts} refuse={refuse} />
      </AgendaActionsProvider>
    </ReaderProvider>
  );
}

const ProposedChanges = drawnWhenLoaded(() =>
  import("../proposals/proposed-changes.tsx").then(({ ProposedChanges }) => ProposedChanges),
);

/** Whether a mark belongs to this entry alone, and not to the series it stands for. */
const isOwn = ({ mark, item }: AssistantChange): boolean => markKeyOf(mark) === keyOf(item);
