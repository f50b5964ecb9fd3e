import { getTranslations } from "next-intl/server";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { WordPage } from "../../components/shell/word-page.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { YourData } from "../../components/your-data/your-data.tsx";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { getSubscription } from "../../server/operations.ts";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";

export const generateMetadata = titled("pages.data");

export default withWords("account", async function Page() {
  const [page, t] = await Promise.all([readFor(getSubscription), getTranslations()]);
  const sum = t("pages.dataIs");
  if (page.is === "signed-out") return <AskToSignIn title={t("pages.data")} words={sum} />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title={t("pages.dataUnread")} problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  return (
    <WordPage title={t("pages.data")} sum={sum} person={person}>
      <YourData subscription={page.answer} appUrl={connectionDetails().appUrl} name={page.caller.name} />
    </WordPage>
  );
});
