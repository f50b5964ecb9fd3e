"use client";
import Link from "next/link";
import { type ReactElement, useState } from "react";
import { askedLine } from "../actions/asked-line.ts";
import { Agenda } from "../agenda/agenda.tsx";
import { DayList } from "../agenda/day-list.tsx";
import { type KeptAgenda, readKept, readQueue } from "../device/device-store.ts";
import { tellAge } from "../device/keep-agenda.ts";
import { MonthView } from "../month/month-view.tsx";
import { LiveDot } from "../notices/live-dot.tsx";
import { readAsked } from "../search/asked.ts";
import { nothingFound } from "../search/found.ts";
import { Search } from "../search/search.tsx";
import { findIn } from "../search/search-kept.ts";
import { AppShell } from "../shell/app-shell.tsx";
import { barWords } from "../shell/bar-words.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { english } from "../time/date-words.ts";
import { placeAt, type ViewPlace } from "../time/view-address.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { Week } from "../week/week.tsx";

const views = { day: DayList, week: Week, month: MonthView };

/** What this device keeps of the address that one is at, drawn. */
export async function drawKept(): Promise<ReactElement> {
  const kept = await readKept().catch(() => undefined);
  if (kept) tellAge(kept);
  const queue = kept ? await readQueue(kept.scope) : [];
  const { pathname, search } = location;
  const params = new URLSearchParams(search);
  const place = placeAt(pathname);
  if (kept && place) return <KeptAgendaPage kept={kept} queue={queue} place={place} params={params} />;
  if (kept && pathname === "/search") return <KeptSearch kept={kept} params={params} />;
  return <Nothing kept={kept} />;
}

interface PageProps {
  readonly kept: KeptAgenda;
  readonly params: URLSearchParams;
}

interface AgendaPageProps extends PageProps {
  readonly queue: readonly QueuedWrite[];
  readonly place: ViewPlace;
}

function KeptAgendaPage({ kept, queue, place, params }: AgendaPageProps) {
  const { loaded, fresh, scope, name, asOfMs } = kept;
  // What was kept by an earlier version has fewer words.
  const [writing] = useState(() => ({ ...kept.writing, words: { ...english, ...kept.writing.words } }));
  const [nowMs] = useState(Date.now);
  const today = wallOf(nowMs, loaded.timeZone).date;
  const reader = { today, words: writing.words };
  const View = views[place.view];
  const id = params.get("item");
  const key = id && keyOf({ id, occurrence: params.get("occurrence") ?? undefined });
  const asked = loaded.items.find((item) => keyOf(item) === key);
  return (
    <AppShell
      day={barWords({ view: place.view, date: place.date ?? today, reader })}
      person={{ name }}
      live={<LiveDot />}
      skipTo="Skip to the agenda"
    >
      <Agenda
        scope={scope}
        name={name}
        {...(asked && { askedItem: asked })}
        line={askedLine(params)}
        view={place.view}
        initial={loaded}
        queue={queue}
        asOfMs={asOfMs}
        initialFresh={fresh}
        hasLater
        firstSteps={undefined}
        nowMs={nowMs}
        writing={writing}
        browserTimeZone={undefined}
        declinedTimeZone={undefined}
      >
        <View />
      </Agenda>
    </AppShell>
  );
}

function KeptSearch({ kept, params }: PageProps) {
  const { loaded, writing, scope, name } = kept;
  const [first] = useState(() => firstFound(kept, params));
  const { timeZone, timeZoneSource } = loaded;
  return (
    <AppShell person={{ name }} skipTo="Skip to the search">
      <Search {...first} {...{ timeZone, timeZoneSource, writing, scope }} nowMs={Date.now()} />
    </AppShell>
  );
}

function firstFound(kept: KeptAgenda, params: URLSearchParams) {
  try {
    return { found: findIn(kept, readAsked(params)), failure: undefined };
  } catch (thrown) {
    return { found: nothingFound, failure: { words: (thrown as Error).message, canRetry: false } };
  }
}

function Nothing({ kept }: { readonly kept: KeptAgenda | undefined }) {
  return (
    <AppShell person={kept ? { name: kept.name } : null}>
      <div className="spread">
        <main id="main" className="state">
          <h1>No network</h1>
          <p>
            {kept
              ? "This page is not kept on this device. Your agenda, week, month and search are."
              : "Nothing is kept on this device. Your agenda is, once it was open here with a network."}
          </p>
          <div className="state-acts">
            <button className="button is-main" type="button" onClick={() => location.reload()}>
              Try again
            </button>
            {kept && (
              <Link className="button" href="/" prefetch={false}>
                Open the agenda
              </Link>
            )}
          </div>
        </main>
      </div>
    </AppShell>
  );
}
