import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { areSingleKeysOn } from "../../components/actions/single-keys-cookie.ts";
import { Settings } from "../../components/settings/settings-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings } from "../../server/operations.ts";
import { localeChoices } from "../reading/locales.ts";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("pages.settings");

export default withWords("settings", async function Page() {
  const [page, asked, t] = await Promise.all([readFor(getSettings), headers(), getTranslations()]);
  if (page.is === "signed-out") return <AskToSignIn title={t("pages.settings")} words={t("pages.settingsIs")} />;
  const { person } = page;
  const language = await languageOfPage();
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title={t("pages.settingsUnread")} problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  return (
    <AppShell person={person} skipTo={t("pages.skipToSettings")}>
      <div className="spread">
        <Settings
          initial={page.answer}
          locales={localeChoices(page.answer.locale, language)}
          hasSingleKeys={areSingleKeysOn(asked.get("cookie"))}
          writing={writingFor(page.answer, asked, language)}
        />
      </div>
    </AppShell>
  );
});
