import type { Metadata } from "next";
import { headers } from "next/headers";
import { areSingleKeysOn } from "../../components/actions/single-keys-cookie.ts";
import { Settings } from "../../components/settings/settings-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { getSettings } from "../../server/operations.ts";
import { localeChoices } from "../reading/locales.ts";
import { withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const metadata: Metadata = { title: "Settings" };

export default withWords(["reminders"], async function Page() {
  const [page, asked] = await Promise.all([readFor(getSettings), headers()]);
  if (page.is === "signed-out")
    return <AskToSignIn title="Settings" words="Time zone, week, working hours and how dates are written." />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title="Your settings could not be read." problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  return (
    <AppShell person={person} skipTo="Skip to the settings">
      <div className="spread">
        <Settings
          initial={page.answer}
          locales={localeChoices(page.answer.locale)}
          hasSingleKeys={areSingleKeysOn(asked.get("cookie"))}
          writing={writingFor(page.answer, asked)}
        />
      </div>
    </AppShell>
  );
});
