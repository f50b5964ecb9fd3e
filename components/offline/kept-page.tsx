"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactElement, useState } from "react";
import { directionOf, type Language } from "../../contract/languages.ts";
import { readMessages } from "../../messages/catalog.ts";
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
import { learnMessages } from "../words/page-messages.ts";
import { Words } from "../words/words.tsx";

const views = { day: DayList, week: Week, month: MonthView };

/** The kept copy of the current URL, rendered. */
export async function drawKept(): Promise<ReactElement> {
  const page = await pageOfKept();
  return (
    <Words language={document.documentElement.lang as Language} messages={learnMessages({})}>
      {page}
    </Words>
  );
}

async function pageOfKept(): Promise<ReactElement> {
  const kept = await readKept().catch(() => undefined);
  if (kept) {
    document.documentElement.dataset.person = kept.scope;
    tellAge(kept);
    await speak(kept.language ?? "en");
  }
  const queue = kept ? await readQueue(kept.scope) : [];
  const { pathname, search } = location;
  const params = new URLSearchParams(search);
  const place = placeAt(pathname);
  if (kept && place) return <KeptAgendaPage kept={kept} queue={queue} place={place} params={params} />;
  if (kept && pathname === "/search") return <KeptSearch kept={kept} params={params} />;
  return <Nothing kept={kept} />;
}

/** The kept page itself has no language; its content is in its user's. */
async function speak(language: Language): Promise<void> {
  const { documentElement: root } = document;
  if (root.lang === language) return;
  learnMessages(await readMessages(language));
  root.lang = language;
  root.dir = directionOf(language);
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
  const t = useTranslations();
  const { loaded, fresh, scope, name, asOfMs } = kept;
  // A copy from an earlier version may lack some words.
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
      skipTo={t("pages.skipToAgenda")}
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
  const t = useTranslations();
  const { loaded, writing, scope, name } = kept;
  const [first] = useState(() => firstFound(kept, params));
  const { timeZone, timeZoneSource } = loaded;
  return (
    <AppShell person={{ name }} skipTo={t("pages.skipToSearch")}>
      <Search {...first} {...{ timeZone, timeZoneSource, writing, scope }} nowMs={Date.now()} />
    </AppShell>
  );
}

function firstFound(kept: KeptAgenda, params: URLSearchParams) {
  const asked = readAsked(params);
  try {
    return { asked, found: findIn(kept, asked), failure: undefined };
  } catch (thrown) {
    return { asked, found: nothingFound, failure: { words: (thrown as Error).message, canRetry: false } };
  }
}

function Nothing({ kept }: { readonly kept: KeptAgenda | undefined }) {
  const t = useTranslations();
  return (
    <AppShell person={kept ? { name: kept.name } : null}>
      <div className="spread">
        <main id="main" className="state">
          <h1>{t("offline.noNetwork")}</h1>
          <p>{t(kept ? "offline.notKept" : "offline.nothingKept")}</p>
          <div className="state-acts">
            <button className="button is-main" type="button" onClick={() => location.reload()}>
              {t("words.tryAgain")}
            </button>
            {kept && (
              <Link className="button" href="/" prefetch={false}>
                {t("words.openAgenda")}
              </Link>
            )}
          </div>
        </main>
      </div>
    </AppShell>
  );
}
