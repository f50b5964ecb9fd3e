import type { Metadata } from "next";
import { headers } from "next/headers";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Trash } from "../../components/trash/trash.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { operations } from "../../contract/operations.ts";
import type { Caller } from "../../server/caller.ts";
import { getSettings, listTrash } from "../../server/operations.ts";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const metadata: Metadata = { title: "Trash" };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const q = [(await searchParams).q].flat()[0]?.trim() ?? "";
  const [page, asked] = await Promise.all([readFor((caller) => firstTrash(caller, q)), headers()]);
  if (page.is === "signed-out") return <AskToSignIn title="Trash" words="What was deleted, and the way back." />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title="The trash could not be read." problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  const { settings, ...answer } = page.answer;
  return (
    <AppShell person={person} skipTo="Skip to the trash">
      <Trash {...answer} writing={writingFor(settings, asked)} nowMs={Date.now()} />
    </AppShell>
  );
}

async function firstTrash(caller: Caller, q: string) {
  // A hand-edited URL may hold invalid text; then the whole trash is shown.
  const words = operations.listTrash.input.shape.q.safeParse(q).data;
  const [initial, settings] = await Promise.all([
    listTrash(caller, { limit: 50, ...(words && { q: words }) }),
    getSettings(caller),
  ]);
  return { initial, settings, q: words ?? "", timeZone: settings.timeZone };
}
