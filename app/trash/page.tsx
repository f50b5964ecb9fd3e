import type { Metadata } from "next";
import { headers } from "next/headers";
import { Unread } from "../../components/agenda/unread.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Trash } from "../../components/trash/trash.tsx";
import type { Caller } from "../../server/identity/caller.ts";
import { getSettings, listTrash } from "../../server/operations/index.ts";
import { reads12Hours } from "../reading/clock.ts";
import { readFor } from "../reading/read-for.ts";

export const metadata: Metadata = { title: "Trash" };

export default async function Page() {
  const [page, asked] = await Promise.all([readFor(firstTrash), headers()]);
  if (page.is === "signed-out")
    return <AskToSignIn current="activity" title="Trash" words="What was deleted, and the way back." />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell current="activity" person={person}>
        <Unread title="The trash could not be read." problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  return (
    <AppShell current="activity" person={person} skipTo="Skip to the trash">
      <Trash {...page.answer} hour12={reads12Hours(asked.get("accept-language"))} nowMs={Date.now()} />
    </AppShell>
  );
}

async function firstTrash(caller: Caller) {
  const [initial, { timeZone }] = await Promise.all([listTrash(caller, { limit: 50 }), getSettings(caller)]);
  return { initial, timeZone };
}
