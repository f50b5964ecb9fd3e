import { cookies, headers } from "next/headers";
import { Agenda } from "../../components/agenda/agenda.tsx";
import { LiveDot } from "../../components/notices/live-dot.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { SignedOut } from "../../components/shell/signed-out.tsx";
import { loadedOf } from "../../components/sync/loaded-window.ts";
import { Unread } from "../../components/unread/unread.tsx";
import { lastDate } from "../../contract/limits.ts";
import type { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../../server/caller.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listFreshChanges, listItems } from "../../server/operations.ts";
import { orProblem } from "../reading/or-problem.ts";
import { writingFor } from "../reading/writing.ts";
import { readAskedItem, type SearchParams } from "./asked-item.ts";

export default async function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  const signedIn = await orProblem(callerOfPage());
  if (!signedIn) return <SignedOut />;
  if ("code" in signedIn) return <NotRead problem={signedIn} person={null} />;
  const { caller, person } = signedIn;
  const [first, linked, cookieJar, asked] = await Promise.all([
    orProblem(firstList(caller)),
    readAskedItem(caller, searchParams),
    cookies(),
    headers(),
  ]);
  if ("code" in first) return <NotRead problem={first} person={person} />;
  return (
    <AppShell current="agenda" person={person} live={<LiveDot />} skipTo="Skip to today">
      <Agenda
        scope={caller.userId}
        {...linked}
        initial={loadedOf(first.list)}
        initialFresh={first.fresh}
        hasLater={first.hasLater}
        nowMs={Date.parse(first.list.now)}
        writing={writingFor(first.settings, asked)}
        browserTimeZone={cookieJar.get("browser-time-zone")?.value}
        declinedTimeZone={cookieJar.get("declined-time-zone")?.value}
      />
    </AppShell>
  );
}

function NotRead({ problem, person }: { problem: AgendaError; person: { name: string } | null }) {
  return (
    <AppShell current="agenda" person={person}>
      <Unread title="Your agenda could not be read." problem={problem.code} words={problem.message} />
    </AppShell>
  );
}

/** Entries from today on and, if there are none, whether there is anything later. */
async function firstList(caller: Caller) {
  const [list, settings, fresh] = await Promise.all([
    listItems(caller, { limit: 100 }),
    getSettings(caller),
    listFreshChanges(caller),
  ]);
  const later = list.items.length > 0 ? list : await listItems(caller, { from: list.from, to: lastDate, limit: 1 });
  return { list, settings, fresh, hasLater: later.items.length > 0 };
}
