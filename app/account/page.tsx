import { getTranslations } from "next-intl/server";
import { WordPage } from "../../components/shell/word-page.tsx";
import { YourData } from "../../components/your-data/your-data.tsx";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { getSubscription } from "../../server/operations.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { Reminding } from "../reading/reminding.tsx";

export const generateMetadata = titled("pages.data");

export default withWords("account", async function Page() {
  const [page, t] = await Promise.all([readFor(getSubscription), getTranslations()]);
  const sum = t("pages.dataIs");
  if (page.is !== "read")
    return <NotRead page={page} title={t("pages.data")} about={sum} unread={t("pages.dataUnread")} />;
  return (
    <WordPage title={t("pages.data")} sum={sum} person={page.person}>
      <YourData subscription={page.answer} appUrl={connectionDetails().appUrl} name={page.caller.name} />
      <Reminding />
    </WordPage>
  );
});
