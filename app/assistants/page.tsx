import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Assistants } from "../../components/assistants/assistants.tsx";
import { RemindHere } from "../../components/device/remind-here.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import type { Caller } from "../../server/caller.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listAssistants } from "../../server/operations.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("assistants.title");

export default withWords("assistants", async function Page() {
  const [page, asked, t] = await Promise.all([readFor(readAssistants), headers(), getTranslations()]);
  if (page.is !== "read")
    return (
      <NotRead
        page={page}
        title={t("assistants.title")}
        about={t("assistants.signIn")}
        unread={t("assistants.notRead")}
      />
    );
  const { initial, settings } = page.answer;
  const writing = writingFor(settings, asked, await languageOfPage());
  return (
    <AppShell person={page.person} skipTo={t("assistants.skip")}>
      <div className="spread">
        <Assistants initial={initial} timeZone={settings.timeZone} writing={writing} nowMs={Date.now()} />
      </div>
      <RemindHere timeZone={settings.timeZone} hour12={writing.hour12} />
    </AppShell>
  );
});

async function readAssistants(caller: Caller) {
  const [initial, settings] = await Promise.all([listAssistants(caller), getSettings(caller)]);
  return { initial, settings };
}
