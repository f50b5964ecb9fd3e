import { getTranslations } from "next-intl/server";
import { ConnectPage } from "../../components/connect/connect-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { Foot } from "../../components/shell/foot.tsx";
import { isForPrograms, operations } from "../../contract/operations.ts";
import { lastCallsOf } from "../../server/http/last-calls.ts";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";
import { listAssistants } from "../../server/operations.ts";
import { titled, withWords } from "../reading/page-words.tsx";
import { Reminding } from "../reading/reminding.tsx";

export const dynamic = "force-dynamic";
export const generateMetadata = titled("pages.connect");

const operationCount = Object.values(operations).filter(isForPrograms).length;

export default withWords("connect", async function Page() {
  const here = await callerOfPage().catch(() => null); // this page works while the database is down
  const t = await getTranslations();
  const calls = here && lastCallsOf(here.caller.userId);
  const used = here && (await listAssistants(here.caller).catch(() => null));
  return (
    <AppShell person={here?.person ?? null} skipTo={t("pages.skipToAddress")}>
      <ConnectPage
        {...connectionDetails()}
        operationCount={operationCount}
        calls={calls}
        assistants={used?.assistants}
        nowMs={Date.now()}
      />
      <Foot />
      <Reminding />
    </AppShell>
  );
});
