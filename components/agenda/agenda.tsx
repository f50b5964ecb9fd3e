"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { weekStartOf } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { AgendaActionsProvider, type AssistantChange, type Shown } from "../actions/agenda-actions.ts";
import { type FirstStepsInfo, type Planner, PlannerProvider } from "../actions/planner.ts";
import { focusItem, focusLine, useKeys } from "../actions/use-keys.ts";
import type { Added } from "../add-line/added.ts";
import { shareLine } from "../add-line/use-draft-line.ts";
import { drawnWhenLoaded } from "../controls/drawn-when-loaded.tsx";
import { useDevice } from "../device/use-device.ts";
import { ConnectionBanner, type Refusal, RefusalBanner } from "../notices/banners.tsx";
import { lazyBanner } from "../notices/lazy-banner.ts";
import { useAnnouncer } from "../notices/use-announcer.ts";
import type { Steps } from "../notices/use-steps.ts";
import { useSeen } from "../seen/use-seen.ts";
import { useSelection } from "../select/use-selection.ts";
import { markKeyOf, placeMarks } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import { type FreshChanges, useFresh } from "../sync/use-fresh.ts";
import { useLive } from "../sync/use-live.ts";
import { useLoaded } from "../sync/use-loaded.ts";
import { useWrites } from "../sync/use-writes.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { monthAndYear, weekdayAndDate, weekRange } from "../time/date-names.ts";
import { isCovered } from "../time/day-ranges.ts";
import { type Reader, type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import type { View } from "../time/view-address.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { KnownItemsProvider } from "../timeline/known-items.ts";
import type { Slot } from "../timeline/line-times.ts";
import { UnsavedProvider, useUnsavedOf } from "../unsaved/use-unsaved.ts";
import { WaitingPart } from "../waiting/waiting-part.tsx";
import { withMessages } from "../words/page-messages.ts";
import { useZone } from "../zone/use-zone.ts";
import { HandParts, SelectionPart, Unsaved } from "./action-parts.tsx";
import { weeksInView } from "./day-list.tsx";
import { OpenPanel, useCleanAddress, useOpenPanel } from "./open-panel.tsx";
import { useCreateAgendaActions } from "./use-agenda-actions.ts";
import { PickerPart, usePlannerBar } from "./use-planner-bar.tsx";
import { useView } from "./use-view.tsx";
import "./agenda.css";

interface AgendaProps {
  /** Identifies the user; the same for all their tabs. */
  readonly scope: string;
  /** The user's name. */
  readonly name: string;
  readonly initial: Loaded;
  /** Writes waiting here to be sent. */
  readonly queue?: readonly QueuedWrite[];
  /** When that was read from the server, if this device has kept it since. */
  readonly asOfMs?: number;
  /** Assistants' changes that are not kept yet. */
  readonly initialFresh: FreshChanges;
  /** Whether there are items from today on, however far ahead. */
  readonly hasLater: boolean;
  /** The first steps offered to a new user. */
  readonly firstSteps: FirstStepsInfo | undefined;
  /** The item that the URL asks to open, or why it cannot. */
  readonly askedItem?: Item;
  readonly refusal?: Refusal;
  /** Text that the URL asks to put into the add line; empty just to begin. */
  readonly line?: string | undefined;
  readonly nowMs: number;
  readonly writing: ReaderFormats;
  readonly browserTimeZone: string | undefined;
  readonly declinedTimeZone: string | undefined;
  /** The view rendered by the server, as children. */
  readonly view: View;
  readonly children: ReactNode;
}

/** The signed-in user's agenda, written by both user and assistants, followed live: what all its views share. */
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
  const t = useTranslations();
  const windows = useLoaded(scope, initial, more.asOfMs);
  const { known, loaded } = windows;
  const fresh = useFresh(scope, initialFresh);
  const seen = { scope, name: more.name, loaded, fresh: fresh.known, writing };
  const outbox = useDevice({ scope, cache: known, seen, queue: more.queue });
  const writes = useWrites(known, outbox);
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
  // Keyed by the entry that shows the mark. If two share one, the entry's own mark wins.
  const freshMarks = useMemo(() => {
    const inTurn = [...assistantChanges].sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)));
    return new Map(inTurn.map(({ mark, item }) => [keyOf(item), mark]));
  }, [assistantChanges]);
  const items = useMemo(() => {
    const gone = assistantChanges.filter(({ mark }) => mark.kind === "deleted");
    const keys = new Set(gone.length > 0 ? writes.items.map(keyOf) : []);
    const deleted = gone.flatMap(({ mark, item }) =>
      !keys.has(keyOf(item)) && isCovered({ from: item.date, to: item.date }, loaded.ranges)
        ? [{ ...item, deletedAt: mark.at }]
        : [],
    );
    return deleted.length > 0 ? [...writes.items, ...deleted] : writes.items;
  }, [writes.items, assistantChanges, loaded.ranges]);
  const unseen = useMemo(() => marks.filter(({ seen }) => !seen).map(markKeyOf), [marks]);
  useSeen(unseen, fresh.look);

  /** Where in the days proposals are. */
  const [asked, setAsked] = useState<readonly Slot[]>([]);
  // Stays set: a proposal that failed is reported where it was accepted.
  const [hasAsked, setHasAsked] = useState(fresh.proposals > 0);
  if (fresh.proposals > 0 && !hasAsked) setHasAsked(true);

  const { said, say } = useAnnouncer();
  const isFresh = assistantChanges.length > 0 || fresh.changeCount !== undefined;
  const [wasFresh] = useState(isFresh);
  const [hasChanges, setHasChanges] = useState(isFresh);
  if (isFresh && !hasChanges) setHasChanges(true);

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
    adding,
  });
  const itemOf = useCallback((id: string) => items.find((item) => keyOf(item) === id), [items]);
  const moveOf = (item: Item | undefined) => item && (() => actions.open(item, "time"));

  const first = useMemo(() => ({ view: more.view, drawn: children }), [more.view, children]);
  const { view, date, visit, go, shownView } = useView({ first, today, refuse });
  const drawnPlace = useRef({ view, date });
  useLayoutEffect(() => {
    const before = drawnPlace.current;
    drawnPlace.current = { view, date };
    // For another day, the list itself moves, with the focus.
    if (before.view === view && (view === "day" || before.date === date)) return;
    // Another view starts at the top.
    if (before.view !== view) scrollTo(0, 0);
    // The old view took the focus with it: move it to the new view's heading, which is then also read out.
    const heading = document.activeElement === document.body && document.querySelector<HTMLElement>("main h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    const { name, whole } = wordsOfPlace(view, date, reading, t);
    say(heading ? name : whole);
  }, [view, date, reading, say, t]);
  // A month or a folded night does not show every item.
  const goTo = useCallback((date: string) => go({ view: "day", date }), [go]);
  // What has ended moves to its day's past, where a row is new and lacks the focus.
  const focused = (globalThis.document?.activeElement as HTMLElement | null)?.dataset.item;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other changes take care of the focus themselves
  useLayoutEffect(() => {
    if (focused && document.activeElement === document.body) focusItem(focused);
  }, [nowMs]);
  const stepAt = useRef<Steps["step"]>(() => false);
  const selection = useSelection();
  const { keys: selected } = selection;
  const selectedItems = useMemo(() => {
    const known = new Map(selected.size > 0 ? writes.items.map((item) => [keyOf(item), item]) : []);
    return [...selected].flatMap((key) => (writes.unstored.has(key) ? [] : (known.get(key) ?? [])));
  }, [writes.items, writes.unstored, selected]);
  useKeys(itemOf, actions, { changes: assistantChanges, step: (by) => stepAt.current(by) }, selected.size > 0, t);
  const shown: Shown = useMemo(
    () => ({ marks: freshMarks, waiting: writes.waiting, openId: panel.openId, lines: [...lines, ...asked], selected }),
    [freshMarks, writes.waiting, panel.openId, lines, asked, selected],
  );
  /** An item that was seen when it was added needs no message; for any other, says where it is with a link to it. */
  function adding(key: string) {
    let isSeen = false;
    const look = (id: string) => (isSeen ||= isInSight(id));
    requestAnimationFrame(() => look(key));
    return (item: Added, tell: (words: string, run: () => void, act?: string) => void) =>
      void requestAnimationFrame(() => {
        if (look(item.id))
          return void withMessages(import("../add-line/added.ts")).then(
            ({ wordsOfAdded }) => say(wordsOfAdded(item, reading, t)),
            () => undefined, // it is in sight
          );
        const words = t("agenda.addedTo", { day: weekdayAndDate(item.date, today, writing.words) });
        tell(words, () => go({ date: item.date }), t("agenda.show"));
      });
  }
  const knownItems = useMemo(() => ({ items, ranges: loaded.ranges }), [items, loaded.ranges]);
  const unsaved = useUnsavedOf(scope);
  const { line } = more;
  // Before the line renders.
  useState(() => line && typeof window === "object" && shareLine(unsaved, line, today));
  useEffect(() => {
    if (line !== undefined) focusLine();
  }, [line]);
  // Anything written since may be on days that are not loaded.
  const isEmpty = items.length === 0 && loaded.itemsBefore === 0 && !hasLater && loaded.rev === initial.rev;
  const { open, add } = actions;
  const picker = usePlannerBar({ view, date, reader: reading, go, open, add, selectedCount: selectedItems.length });
  // They stay until closed, even once the first item exists.
  const [stepsInfo, setStepsInfo] = useState(more.firstSteps);
  const firstSteps = useMemo(() => stepsInfo && { info: stepsInfo, close: () => setStepsInfo(undefined) }, [stepsInfo]);
  const { unstored } = writes;
  const planner: Planner = useMemo(
    () => ({ view, date, visit, items, unstored, shown, nowMs, windows, isEmpty, firstSteps, go }),
    [view, date, visit, items, unstored, shown, nowMs, windows, isEmpty, firstSteps, go],
  );

  return (
    <ReaderProvider value={reading}>
      <UnsavedProvider value={unsaved}>
        <AgendaActionsProvider value={actions}>
          <KnownItemsProvider value={knownItems}>
            <PlannerProvider value={planner}>
              <div
                className={`agenda is-${view} ${panel.item ? "has-panel" : ""} ${writing.hour12 ? "is-12-hour" : ""}`}
              >
                <div className="spread">
                  {view === "day" && weeksInView}
                  <main id="main">
                    <div className="notices">
                      {hasChanges && (
                        <Suspense>
                          <ChangeBanner
                            {...{ assistantChanges, nowMs, goTo, stepAt, say }}
                            known={fresh}
                            isFirst={wasFresh}
                          />
                        </Suspense>
                      )}
                      <div className="banners">
                        <ConnectionBanner isKept />
                        <WaitingPart outbox={outbox} />
                        {zone.offered && (
                          <Suspense>
                            <ZoneBanner
                              browser={zone.offered}
                              onUse={() => zone.use(zone.offered ?? timeZone)}
                              onKeep={zone.decline}
                            />
                          </Suspense>
                        )}
                        {overlap && (
                          <Suspense>
                            <OverlapNotice
                              overlap={overlap}
                              onMove={moveOf(itemOf(keyOf(overlap.item)))}
                              onClose={leave}
                            />
                          </Suspense>
                        )}
                        <Unsaved items={items} openId={panel.openId} />
                        {refusal && <RefusalBanner {...refusal} onClose={forgive} />}
                      </div>
                    </div>
                    {hasAsked && (
                      <Suspense>
                        <ProposedChanges version={fresh.version} place={setAsked} />
                      </Suspense>
                    )}
                    {shownView}
                  </main>
                </div>
              </div>
              <PickerPart at={picker} refuse={refuse} />
              <PickerPart at={mover} refuse={refuse} />
            </PlannerProvider>
            <p className="sr-only" role="status">
              {said}
            </p>
            <OpenPanel at={panel} items={items} writes={writes} refuse={refuse} />
          </KnownItemsProvider>
          <SelectionPart selection={selection} items={selectedItems} watch={windows.watch} refuse={refuse} />
          <HandParts question={question} toasts={toasts} refuse={refuse} />
        </AgendaActionsProvider>
      </UnsavedProvider>
    </ReaderProvider>
  );
}

function wordsOfPlace(view: View, date: string, { today, words, weekStart }: Reader, t: Translator) {
  if (view === "week")
    return {
      name: t("agenda.week"),
      whole: t("agenda.weekOf", { days: weekRange(weekStartOf(date, weekStart), words) }),
    };
  if (view === "month")
    return { name: t("agenda.month"), whole: t("agenda.monthOf", { month: monthAndYear(date, words) }) };
  return { name: t("agenda.agenda"), whole: t("agenda.agendaOf", { day: weekdayAndDate(date, today, words) }) };
}

const OverlapNotice = drawnWhenLoaded({
  load: () => import("../notices/overlap-notice.tsx").then(({ OverlapNotice }) => OverlapNotice),
});

const ZoneBanner = drawnWhenLoaded({
  load: () => import("../notices/zone-banner.tsx").then(({ ZoneBanner }) => ZoneBanner),
});

const ChangeBanner = drawnWhenLoaded(lazyBanner);

const ProposedChanges = drawnWhenLoaded({
  load: () => import("../proposals/proposed-changes.tsx").then(({ ProposedChanges }) => ProposedChanges),
});

/** Whether a mark belongs to this entry alone, not to its series. */
const isOwn = ({ mark, item }: AssistantChange): boolean => markKeyOf(mark) === keyOf(item);

/** Whether an item is currently in the viewport. */
function isInSight(id: string): boolean {
  return [...document.querySelectorAll<HTMLElement>(`main [data-item^="${id}"]`)].some((entry) => {
    const { top, bottom } = entry.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}
