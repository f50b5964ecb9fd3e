import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { RemindHere } from "../../components/device/remind-here.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { Trash } from "../../components/trash/trash.tsx";
import { operations } from "../../contract/operations.ts";
import type { Caller } from "../../server/caller.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listTrash } from "../../server/operations.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("trash.title");

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withWords("trash", async function Page({ searchParams }: Props) {
  const q = [(await searchParams).q].flat()[0]?.trim() ?? "";
  const [page, asked, t] = await Promise.all([
    readFor((caller) => firstTrash(caller, q)),
    headers(),
    getTranslations(),
  ]);
  if (page.is !== "read")
    return <NotRead page={page} title={t("trash.title")} about={t("trash.signIn")} unread={t("trash.notRead")} />;
  const { settings, ...answer } = page.answer;
  const writing = writingFor(settings, asked, await languageOfPage());
  return (
    <AppShell person={page.person} skipTo={t("trash.skip")}>
      <Trash {...answer} writing={writing} nowMs={Date.now()} />
      <RemindHere timeZone={settings.timeZone} hour12={writing.hour12} />
    </AppShell>
  );
});

async function firstTrash(caller: Caller, q: string) {
  // A hand-edited URL may hold invalid text; then the whole trash is shown.
  const words = operations.listTrash.input.shape.q.safeParse(q).data;
  const [initial, settings] = await Promise.all([
    listTrash(caller, { limit: 50, ...(words && { q: words }) }),
    getSettings(caller),
  ]);
  return { initial, settings, q: words ?? "", timeZone: settings.timeZone };
}
