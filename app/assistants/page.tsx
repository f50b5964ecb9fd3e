import type { Metadata } from "next";
import { headers } from "next/headers";
import { Assistants } from "../../components/assistants/assistants.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import type { Caller } from "../../server/caller.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listAssistants } from "../../server/operations.ts";
import { withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const metadata: Metadata = { title: "Assistants" };

export default withWords(["time", "words"], async function Page() {
  const [page, asked] = await Promise.all([readFor(readAssistants), headers()]);
  if (page.is === "signed-out")
    return <AskToSignIn title="Assistants" words="Who may open your agenda, and what each may do in it." />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title="Your assistants could not be read." problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  const { initial, settings } = page.answer;
  return (
    <AppShell person={person} skipTo="Skip to the assistants">
      <div className="spread">
        <Assistants
          initial={initial}
          timeZone={settings.timeZone}
          writing={writingFor(settings, asked, await languageOfPage())}
          nowMs={Date.now()}
        />
      </div>
    </AppShell>
  );
});

async function readAssistants(caller: Caller) {
  const [initial, settings] = await Promise.all([listAssistants(caller), getSettings(caller)]);
  return { initial, settings };
}
