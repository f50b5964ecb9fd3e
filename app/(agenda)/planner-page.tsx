import { cookies, headers } from "next/headers";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Agenda } from "../../components/agenda/agenda.tsx";
import { DrawnParts } from "../../components/agenda/drawn-parts.tsx";
import { LiveDot } from "../../components/notices/live-dot.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { barWords } from "../../components/shell/bar-words.ts";
import { SignedOut } from "../../components/shell/signed-out.tsx";
import { loadedOf, withLeft, withMorePages } from "../../components/sync/loaded-window.ts";
import type { ViewPlace } from "../../components/time/view-address.ts";
import { wallOf } from "../../components/time/wall-in-zone.ts";
import { daysShown } from "../../components/timeline/days-shown.ts";
import { Unread } from "../../components/unread/unread.tsx";
import { lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../../server/caller.ts";
import { callerOfPage, languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listFreshChanges, listItems, listLeftUndone, readFirstSteps } from "../../server/operations.ts";
import { localeChoices } from "../reading/locales.ts";
import { orProblem } from "../reading/or-problem.ts";
import { withWords } from "../reading/page-words.tsx";
import { writingFor } from "../reading/writing.ts";
import { readAskedItem, readAskedLine, type SearchParams } from "./asked-item.ts";

interface Props {
  readonly place: ViewPlace;
  readonly searchParams: SearchParams;
  /** The view itself, rendered here first so that the page comes with its days. */
  readonly children: ReactNode;
}

/** The agenda in one of its views, with the days that it shows first. */
export const PlannerPage = withWords("agenda", async function PlannerPage({ place, searchParams, children }: Props) {
  const signedIn = await orProblem(callerOfPage());
  if (!signedIn) return <SignedOut />;
  if ("code" in signedIn) return <NotRead problem={signedIn} person={null} />;
  const { caller, person } = signedIn;
  const t = await getTranslations();
  const [first, linked, line, cookieJar, asked] = await Promise.all([
    orProblem(firstList(caller, place), caller),
    readAskedItem(caller, searchParams, t),
    readAskedLine(searchParams),
    cookies(),
    headers(),
  ]);
  if ("code" in first) return <NotRead problem={first} person={person} />;
  const writing = writingFor(first.settings, asked, await languageOfPage());
  const reader = { today: first.list.today.date, words: writing.words };
  return (
    <AppShell
      day={barWords({ view: place.view, date: place.date ?? reader.today, reader })}
      person={person}
      live={<LiveDot />}
      skipTo={t("pages.skipToAgenda")}
    >
      <DrawnParts
        areFresh={first.fresh.marks.length > 0}
        isLeft={place.view === "day" && first.left.items.length > 0}
        isEmpty={place.view === "day" && !first.hasLater && !first.firstSteps}
      />
      <Agenda
        scope={caller.userId}
        name={person.name}
        {...linked}
        line={line}
        view={place.view}
        initial={withLeft(loadedOf(first.list), first.left)}
        initialFresh={first.fresh}
        hasLater={first.hasLater}
        firstSteps={first.firstSteps ?? undefined}
        nowMs={Date.parse(first.list.now)}
        writing={writing}
        browserTimeZone={cookieJar.get("browser-time-zone")?.value}
        declinedTimeZone={cookieJar.get("declined-time-zone")?.value}
      >
        {children}
      </Agenda>
    </AppShell>
  );
});

function NotRead({ problem, person }: { problem: AgendaError; person: { name: string } | null }) {
  const t = useTranslations();
  return (
    <AppShell person={person}>
      <Unread title={t("pages.agendaUnread")} problem={problem.code} words={problem.message} />
    </AppShell>
  );
}

const pagesMost = 5;

/** The days that a view shows first, and if they are empty, whether there is anything later. */
async function firstList(caller: Caller, { view, date }: ViewPlace) {
  const settings = await getSettings(caller);
  const today = wallOf(Date.now(), settings.timeZone).date;
  const { from, to } = daysShown(view, date ?? today, settings.weekStart);
  const limit = limits.listMost;
  const [firstPage, fresh, left] = await Promise.all([
    listItems(caller, { from, to, limit }),
    listFreshChanges(caller),
    listLeftUndone(caller),
  ]);
  const list = await withMorePages(firstPage, pagesMost, (cursor) => listItems(caller, { cursor, limit }));
  const isNothing = list.items.length === 0 && list.itemsBefore === 0;
  const [later, steps] = isNothing
    ? await Promise.all([listItems(caller, { from, to: lastDate, limit: 1 }), readFirstSteps(caller)])
    : [];
  const firstSteps = steps && {
    done: steps,
    locale: settings.locale,
    locales: localeChoices(settings.locale, caller.language ?? "en"),
  };
  return { list, settings, fresh, left, firstSteps, hasLater: later ? later.items.length > 0 : true };
}
