import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Activity } from "../../components/activity/activity.tsx";
import { RemindHere } from "../../components/device/remind-here.tsx";
import { LiveDot } from "../../components/notices/live-dot.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import type { Caller } from "../../server/caller.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listChanges, listFreshChanges, listTrash } from "../../server/operations.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("pages.activity");

interface Props {
  /** `program`: only what this program did. */
  readonly searchParams: Promise<{ readonly program?: string | string[] }>;
}

export default withWords("activity", async function Page({ searchParams }: Props) {
  const { program: told } = await searchParams;
  const program = typeof told === "string" && told !== "" ? told.slice(0, 300) : undefined;
  const [page, asked, t] = await Promise.all([
    readFor((caller) => firstChanges(caller, program)),
    headers(),
    getTranslations(),
  ]);
  if (page.is !== "read")
    return (
      <NotRead
        page={page}
        title={t("pages.activity")}
        about={t("pages.activityIs")}
        unread={t("pages.activityUnread")}
      />
    );
  const { settings, ...answer } = page.answer;
  const writing = writingFor(settings, asked, await languageOfPage());
  return (
    <AppShell person={page.person} live={<LiveDot />} skipTo={t("pages.skipToChanges")}>
      <Activity
        key={program}
        {...answer}
        program={program}
        scope={page.caller.userId}
        writing={writing}
        nowMs={Date.now()}
      />
      <RemindHere timeZone={settings.timeZone} hour12={writing.hour12} />
    </AppShell>
  );
});

async function firstChanges(caller: Caller, program: string | undefined) {
  const [initial, settings, trash, initialFresh] = await Promise.all([
    listChanges(caller, { order: "newest", limit: 50, program }),
    getSettings(caller),
    listTrash(caller, { limit: 50 }),
    listFreshChanges(caller),
  ]);
  return {
    initial,
    initialFresh,
    settings,
    timeZone: settings.timeZone,
    trash: { count: trash.items.length, hasMore: trash.nextCursor !== undefined },
  };
}
