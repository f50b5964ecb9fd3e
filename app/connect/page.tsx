import type { Metadata } from "next";
import { ConnectPage } from "../../components/connect/connect-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { Foot } from "../../components/shell/foot.tsx";
import { lastCallsOf } from "../../server/http/last-calls.ts";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Connect an assistant" };

export default async function Page() {
  const here = await callerOfPage().catch(() => null); // this page works while the database is down
  const calls = here && lastCallsOf(here.caller.userId);
  return (
    <AppShell person={here?.person ?? null} skipTo="Skip to the address">
      <ConnectPage {...connectionDetails()} calls={calls} nowMs={Date.now()} />
      <Foot />
    </AppShell>
  );
}
