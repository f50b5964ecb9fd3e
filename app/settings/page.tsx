import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { areSingleKeysOn } from "../../components/actions/single-keys-cookie.ts";
import { Settings } from "../../components/settings/settings-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings } from "../../server/operations.ts";
import { localeChoices } from "../reading/locales.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("pages.settings");

export default withWords("settings", async function Page() {
  const [page, asked, t] = await Promise.all([readFor(getSettings), headers(), getTranslations()]);
  if (page.is !== "read")
    return (
      <NotRead
        page={page}
        title={t("pages.settings")}
        about={t("pages.settingsIs")}
        unread={t("pages.settingsUnread")}
      />
    );
  const language = await languageOfPage();
  return (
    <AppShell person={page.person} skipTo={t("pages.skipToSettings")}>
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
