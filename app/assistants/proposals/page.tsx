import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { RemindHere } from "../../../components/device/remind-here.tsx";
import { Proposals } from "../../../components/proposals/proposals-page.tsx";
import { AppShell } from "../../../components/shell/app-shell.tsx";
import type { Caller } from "../../../server/caller.ts";
import { languageOfPage } from "../../../server/identity/web/page-caller.ts";
import { getSettings, getVersions, listWaitingProposals } from "../../../server/operations.ts";
import { NotRead } from "../../reading/not-read.tsx";
import { titled, withWords } from "../../reading/page-words.tsx";
import { readFor } from "../../reading/read-for.ts";
import { writingFor } from "../../reading/writing.ts";

export const generateMetadata = titled("proposals.title");

export default withWords("proposals", async function Page() {
  const [page, asked, t] = await Promise.all([readFor(readProposals), headers(), getTranslations()]);
  if (page.is !== "read")
    return (
      <NotRead page={page} title={t("proposals.title")} about={t("proposals.signIn")} unread={t("proposals.notRead")} />
    );
  const { settings, rev, ...answer } = page.answer;
  const writing = writingFor(settings, asked, await languageOfPage());
  return (
    <AppShell person={page.person} skipTo={t("proposals.skip")}>
      <div className="spread">
        <Proposals
          {...answer}
          rev={rev}
          scope={page.caller.userId}
          timeZone={settings.timeZone}
          writing={writing}
          nowMs={Date.now()}
        />
      </div>
      <RemindHere timeZone={settings.timeZone} hour12={writing.hour12} />
    </AppShell>
  );
});

async function readProposals(caller: Caller) {
  const [initial, settings, { rev }] = await Promise.all([
    listWaitingProposals(caller),
    getSettings(caller),
    getVersions(caller.userId),
  ]);
  return { initial, settings, rev };
}
