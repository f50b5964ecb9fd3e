import type { Metadata } from "next";
import { ConnectPage } from "../../components/connect/connect-page.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { Foot } from "../../components/shell/foot.tsx";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { personOfPage } from "../../server/identity/web/page-caller.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Connect an assistant" };

export default async function Page() {
  return (
    <AppShell person={await personOfPage()} skipTo="Skip to the address">
      <ConnectPage {...connectionDetails()} />
      <Foot />
    </AppShell>
  );
}
